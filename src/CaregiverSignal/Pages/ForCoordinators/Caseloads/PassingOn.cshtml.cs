using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Staff.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForCoordinators.Caseloads;

/// <summary>Hands over people to a colleague: coordinators their own, team leads those of the team.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PassingOnModel(CaseloadHandover caseloads, SiteTime time) : StaffPage
{
    /// <summary>The most names in the confirmation; more people are only counted.</summary>
    private const int MostNamed = 3;

    [BindProperty]
    public bool All { get; set; }

    [BindProperty(SupportsGet = true)]
    public List<long> Who { get; set; } = [];

    [BindProperty]
    public long? ToId { get; set; }

    /// <summary>Whether to notify the caregivers.</summary>
    [BindProperty]
    public bool Tells { get; set; }

    /// <summary>The colleague whose people they are; a team lead can choose.</summary>
    public Coordinator Whose { get; private set; } = null!;

    public bool IsOwn => Whose.Id == Staff.Coordinator.Id;

    /// <summary>Whether a case led here, so that only its person is shown.</summary>
    public bool IsOfOne => HttpMethods.IsGet(Request.Method) && Who.Count > 0;

    /// <summary>Each with agreed or promised calls, which move along.</summary>
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public int Count { get; private set; }

    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];

    /// <summary>That the reader will no longer see them; null if they see all these colleagues' people.</summary>
    public string? Lost { get; private set; }

    /// <summary>The colleagues whose people the reader may hand over too.</summary>
    public IReadOnlyList<Coordinator> Led { get; private set; } = [];

    [FreshSignIn]
    public async Task<IActionResult> OnGetAsync(long? account, CancellationToken stop = default)
    {
        Tells = true;
        return await FindsAsync(account, stop) ? await ShowAsync(stop) : Missing();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(long? account, CancellationToken stop = default)
    {
        if (!await FindsAsync(account, stop))
            return Missing();
        ModelState.Require(All || Who.Count > 0, nameof(Who), T["Error.Who"]);
        ModelState.Require(ToId is not null, nameof(ToId), T["Error.To"]);
        if (ModelState.IsValid)
        {
            if (await caseloads.PassOnAsync(Whose, All ? null : Who, ToId, Tells, Staff, stop) is { } passed)
                return passed.People.Count == 0 ? NotSaved(T["Saved.None"]) : Saved(SavedOf(passed));
            ModelState.Require(false, nameof(ToId), T["Error.To"]);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ShowAsync(stop);
    }

    private string SavedOf(PassedOn passed)
    {
        var whom = ("naam", DisplayText.Visible(passed.To.CalledAs));
        return passed.People.Count <= MostNamed
            ? T["Saved", whom, ("wie", Texts.And([.. passed.People.Select(FullNameOf)]))]
            : T["Saved.Many", whom, ("n", Texts.Number(passed.People.Count))];
    }

    private async Task<PageResult> ShowAsync(CancellationToken stop = default)
    {
        var caseload = await caseloads.LookAsync(Whose, IsOfOne ? Who : [], Staff, stop);
        var unseen = caseload.Colleagues.Count(colleague => !Staff.Sees.Contains(colleague.Colleague.Id));
        (Count, Led, Colleagues) = (caseload.Count, caseload.Led, ColleaguesIn(caseload.Colleagues));
        Lost = unseen == 0 ? null : T[unseen == Colleagues.Count ? "Lost" : "Lost.Some"];
        People =
        [
            .. caseload
                .People.OrderBy(person => Who.Contains(person.Id) ? 0 : 1)
                .Select(person => new SelectListItem(
                    NameOf(person, [.. caseload.Calls[person.Id].Select(call => TaskLines.WhenOf(call, time.Today))]),
                    Texts.Number(person.Id)
                )),
        ];
        return Page();
    }

    private string NameOf(PersonRow row, IReadOnlyCollection<string> calls)
    {
        var name = FullNameOf(row);
        return calls.Count == 0 ? name : T["WithCalls", ("naam", name), ("wanneer", string.Join(", ", calls))];
    }

    private static string FullNameOf(PersonRow row) => DisplayText.FullName(row.Person, row.FirstName, row.LastName);

    internal static IReadOnlyList<SelectListItem> ColleaguesIn(IEnumerable<ColleagueNow> colleagues)
    {
        var words = Texts.Of(typeof(PassingOnModel));
        return
        [
            .. colleagues.Select(colleague =>
            {
                var name = DisplayText.Visible(colleague.Colleague.CalledAs);
                return new SelectListItem(
                    colleague.IsAway ? words["NowAway", ("naam", name)] : name,
                    Texts.Number(colleague.Colleague.Id)
                );
            }),
        ];
    }

    /// <param name="account">A colleague whom the reader leads; null for themselves.</param>
    private async Task<bool> FindsAsync(long? account, CancellationToken stop = default)
    {
        Whose = (await caseloads.FindAsync(account, Staff, stop))!;
        return Whose is not null;
    }
}
