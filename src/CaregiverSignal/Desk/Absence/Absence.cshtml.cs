using CaregiverSignal.Caseload;
using CaregiverSignal.Staff.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Desk.Absence;

/// <summary>
/// When a coordinator is away, and who stands in; a team lead enters that of a colleague. It ends by itself.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class AbsenceModel(Database database, Recorder recorder, SiteTime time) : StaffPage
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

    /// <summary>Each with what else its stand-in has on those days, and the calls agreed or promised for them.</summary>
    public IReadOnlyList<(Staff.Accounts.Absence, List<string> Else, List<AgreedCall> Calls)> Planned
    {
        get;
        private set;
    } = [];

    /// <summary>For whom the reader stands in, now or later; nothing on the page of a colleague.</summary>
    public IReadOnlyList<string> StandingIn { get; private set; } = [];

    /// <summary>Who can be asked to stand in.</summary>
    public IReadOnlyList<SelectListItem> Deputies =>
        [
            .. database
                .Read(CoordinatorTable.Enrolled)
                .Where(colleague => colleague.Id != Whose.Id)
                .Select(colleague => new SelectListItem(Plainly.Shown(colleague.CalledAs), Texts.Number(colleague.Id))),
        ];

    /// <summary>For a team lead: the colleagues of whom they may enter one.</summary>
    public IReadOnlyList<Coordinator> Led =>
        [
            .. database
                .Read(CoordinatorTable.All)
                .Where(colleague => colleague is { MaySignIn: true, IsCoordinator: true } && Staff.Leads(colleague)),
        ];

    public IActionResult OnGet(long? account)
    {
        From = Today;
        return Finds(account) ? Show() : Missing();
    }

    /// <param name="ended">An absence that ends; null for a new one.</param>
    public IActionResult OnPost(long? account, long? ended)
    {
        if (!Finds(account))
            return Missing();
        if (ended is { } absence)
            return database.Write(transaction => End(transaction, absence)) ? Saved(T["Saved"]) : Go(Request.Path);
        var deputy = Deputies.FirstOrDefault(colleague => colleague.Value == Texts.Number(DeputyId ?? 0));
        var first = From ?? Today;
        ModelState.Require(From >= Today && From <= Today.AddDays(LongestDays), nameof(From), T["Error.From"]);
        ModelState.Require(Last >= first && Last < first.AddDays(LongestDays), nameof(Last), T["Error.Last"]);
        ModelState.Require(deputy is not null, nameof(DeputyId), T["Error.Who"]);
        if (ModelState.IsValid)
            database.Write(transaction => Plan(transaction, deputy!.Text, Last!.Value.AddDays(1)));
        if (ModelState.IsValid)
            return Saved(T["Saved"]);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Show();
    }

    private PageResult Show()
    {
        Planned = database.Read(transaction =>
        {
            StandingIn = IsOwn ? StandingInOf(transaction, Staff, Today) : [];
            var planned = AbsenceTable.Of(transaction, Whose.Id, Today);
            var calls =
                planned.Count == 0
                    ? []
                    : AgreedCallTable.Of(
                        transaction,
                        [Whose.Id],
                        planned.Min(away => away.FromOn),
                        planned.Max(away => away.UntilOn)
                    );
            var others = AbsenceTable.About(transaction, [.. planned.Select(away => away.DeputyId)], Today);
            Unreadable = transaction.Unreadable;
            return planned
                .Select(away => (away, ElseOf(away, others), calls.Where(call => away.Has(call.NextOn)).ToList()))
                .ToList();
        });
        List<long> shown = [.. Planned.SelectMany(one => one.Calls).Select(call => call.CaregiverId)];
        if (shown.Count > 0)
            recorder.AddList(Staff.For(Whose, Ground.Own), Verb.Look, Thing.People, shown);
        return Page();
    }

    /// <summary>"Van 2 maart 2026 tot en met 5 maart 2026. Joost neemt waar."</summary>
    public static string TextOf(string key, Staff.Accounts.Absence absence) =>
        Texts.Of(typeof(AbsenceModel))[
            key,
            ("naam", Plainly.Shown(absence.Colleague)),
            ("van", Texts.Day(absence.FromOn)),
            ("tot", Texts.Day(absence.UntilOn.AddDays(-1)))
        ];

    /// <summary>For whom somebody stands in, now or later.</summary>
    public static IReadOnlyList<string> StandingInOf(Transaction transaction, SignedInStaff staff, DateOnly today) =>
        [
            .. staff.StandsFor.Select(TextOf),
            .. AbsenceTable
                .Coming(transaction, staff.Coordinator.Id, today)
                .Select(absence => TextOf("StandsFrom", absence)),
        ];

    /// <summary>"U neemt waar voor Marja, tot en met 5 maart 2026."</summary>
    private static string TextOf(StandsFor colleague)
    {
        var (words, name) = (Texts.Of(typeof(AbsenceModel)), Plainly.Shown(colleague.Owner));
        return colleague.UntilOn is { } until
            ? words["StandsUntil", ("naam", name), ("dag", Texts.Day(until.AddDays(-1)))]
            : words["StandsNow", ("naam", name)];
    }

    /// <param name="account">A colleague whom the reader leads; null for themselves.</param>
    private bool Finds(long? account)
    {
        Whose =
            account is not { } id ? Staff.Coordinator
            : database.Read(transaction => CoordinatorTable.Get(transaction, id)) is { MaySignIn: true } colleague
            && Staff.Leads(colleague)
                ? colleague
            : null!;
        return Whose is not null;
    }

    private bool End(Transaction transaction, long absence)
    {
        if (!AbsenceTable.End(transaction, absence, Whose.Id, time.Now))
            return false;
        recorder.Add(transaction, Staff.For(Whose, Ground.Themselves), Verb.End.Of(Thing.Absence));
        return true;
    }

    /// <summary>Stores it, unless it is there already, they are away on those days, or whoever stands in is.</summary>
    private void Plan(Transaction transaction, string name, DateOnly until)
    {
        var (deputy, from) = (DeputyId!.Value, From!.Value);
        if (OverlapOf(Whose.Id) is { } own)
        {
            var isThis = (own.DeputyId, own.FromOn, own.UntilOn) == (deputy, from, until);
            ModelState.Require(isThis, nameof(From), TextOf("Error.Own", own));
        }
        else if (OverlapOf(deputy) is { } away)
            ModelState.Require(false, nameof(DeputyId), TextOf("Error.Away", away with { Colleague = name }));
        else
        {
            AbsenceTable.Add(transaction, Whose.Id, deputy, from, until, Staff.Coordinator.Id, time.Now);
            recorder.Add(transaction, Staff.For(Whose, Ground.Themselves), Verb.Add.Of(Thing.Absence, deputy));
        }

        Staff.Accounts.Absence? OverlapOf(long id) =>
            AbsenceTable.Of(transaction, id, Today).FirstOrDefault(other => other.Overlaps(from, until));
    }

    /// <summary>That whoever stands in is away too on those days, or stands in for others.</summary>
    private static List<string> ElseOf(Staff.Accounts.Absence planned, IEnumerable<Staff.Accounts.Absence> others) =>
        [
            .. others
                .Where(other => other.OwnerId != planned.OwnerId && other.Overlaps(planned.FromOn, planned.UntilOn))
                .Where(other => planned.DeputyId == other.OwnerId || planned.DeputyId == other.DeputyId)
                .Select(other => TextOf(planned.DeputyId == other.OwnerId ? "Else.Away" : "Else.StandsIn", other)),
        ];
}
