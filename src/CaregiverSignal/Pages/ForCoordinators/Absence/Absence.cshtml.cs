using CaregiverSignal.Staff.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators.Absence;

/// <summary>A coordinator's absence and their cover, entered by them or a team lead. It ends by itself.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class AbsenceModel(Absences absences, SiteTime time) : StaffPage
{
    /// <summary>A longer absence is a typing error, or needs another coordinator (our choice).</summary>
    private const int LongestDays = 366;

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? Last { get; set; }

    [BindProperty]
    public long? DeputyId { get; set; }

    public Coordinator Whose { get; private set; } = null!;

    public bool IsOwn => Whose.Id == Staff.Coordinator.Id;

    public DateOnly Today => time.Today;

    public IReadOnlyList<PlannedAbsence> Planned { get; private set; } = [];

    /// <summary>The colleagues for whom the reader covers, now or later; empty on a colleague's page.</summary>
    public IReadOnlyList<string> StandingIn { get; private set; } = [];

    public async Task<IReadOnlyList<SelectListItem>> DeputiesAsync() =>
        [
            .. (await absences.DeputiesForAsync(Whose)).Select(colleague => new SelectListItem(
                DisplayText.Visible(colleague.CalledAs),
                Texts.Number(colleague.Id)
            )),
        ];

    /// <summary>For a team lead: the colleagues whose absence they may enter.</summary>
    public Task<IReadOnlyList<Coordinator>> LedAsync() => absences.LedAsync(Staff);

    public async Task<IActionResult> OnGetAsync(long? account, CancellationToken stop = default)
    {
        From = Today;
        return await FindsAsync(account, stop) ? await ShowAsync(stop) : Missing();
    }

    /// <param name="ended">An absence to end; null for a new one.</param>
    public async Task<IActionResult> OnPostAsync(long? account, long? ended, CancellationToken stop = default)
    {
        if (!await FindsAsync(account, stop))
            return Missing();
        if (ended is { } absence)
            return await absences.EndAsync(absence, Whose, Staff, stop) ? Saved(T["Saved"]) : Go(Request.Path);
        var deputy = (await DeputiesAsync()).FirstOrDefault(colleague =>
            colleague.Value == Texts.Number(DeputyId ?? 0)
        );
        var first = From ?? Today;
        ModelState.Require(From >= Today && From <= Today.AddDays(LongestDays), nameof(From), T["Error.From"]);
        ModelState.Require(Last >= first && Last < first.AddDays(LongestDays), nameof(Last), T["Error.Last"]);
        ModelState.Require(deputy is not null, nameof(DeputyId), T["Error.Who"]);
        if (ModelState.IsValid)
        {
            var away = await absences.PlanAsync(Whose, DeputyId!.Value, first, Last!.Value.AddDays(1), Staff, stop);
            if (away is null)
                return Saved(T["Saved"]);
            if (away.OwnerId == Whose.Id)
                ModelState.Require(false, nameof(From), TextOf("Error.Own", away));
            else
                ModelState.Require(
                    false,
                    nameof(DeputyId),
                    TextOf("Error.Away", away with { Colleague = deputy!.Text })
                );
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ShowAsync(stop);
    }

    private async Task<PageResult> ShowAsync(CancellationToken stop = default)
    {
        var planned = await absences.LookAsync(Whose, Staff, stop);
        (Planned, Unreadable) = (planned.Absences, planned.Unreadable);
        StandingIn = IsOwn ? StandingInOf(Staff, planned.Coming) : [];
        return Page();
    }

    /// <summary>Such as "Van 2 maart 2026 tot en met 5 maart 2026. Joost neemt waar."</summary>
    public static string TextOf(string key, AbsencePeriod absence) =>
        Texts.Of(typeof(AbsenceModel))[
            key,
            ("naam", DisplayText.Visible(absence.Colleague)),
            ("van", Texts.Day(absence.FromOn)),
            ("tot", Texts.Day(absence.UntilOn.AddDays(-1)))
        ];

    /// <summary>That the covering colleague is away too on those days, or covers for others.</summary>
    public static IEnumerable<string> ElseOf(PlannedAbsence planned) =>
        planned.Others.Select(other =>
            TextOf(planned.Absence.DeputyId == other.OwnerId ? "Else.Away" : "Else.StandsIn", other)
        );

    /// <summary>The colleagues for whom somebody covers, now or later.</summary>
    public static IReadOnlyList<string> StandingInOf(SignedInStaff staff, IEnumerable<AbsencePeriod> coming) =>
        [.. staff.StandsFor.Select(TextOf), .. coming.Select(absence => TextOf("StandsFrom", absence))];

    /// <summary>Such as "U neemt waar voor Marja, tot en met 5 maart 2026."</summary>
    private static string TextOf(StandsFor colleague)
    {
        var (words, name) = (Texts.Of(typeof(AbsenceModel)), DisplayText.Visible(colleague.Owner));
        return colleague.UntilOn is { } until
            ? words["StandsUntil", ("naam", name), ("dag", Texts.Day(until.AddDays(-1)))]
            : words["StandsNow", ("naam", name)];
    }

    private async Task<bool> FindsAsync(long? account, CancellationToken stop = default)
    {
        Whose = (await absences.FindAsync(account, Staff, stop))!;
        return Whose is not null;
    }
}
