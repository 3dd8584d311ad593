using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Staff.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Desk.Caseloads;

/// <summary>
/// Passes one, several or all people on to a colleague: a coordinator their own, a team lead those of the team.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PassingOnModel(Database database, Recorder recorder, NewCoordinatorMail word, SiteTime time)
    : StaffPage
{
    /// <summary>How many of those who went are named; of more the number is said.</summary>
    private const int MostNamed = 3;

    [BindProperty]
    public bool All { get; set; }

    /// <summary>Whoever comes from a case has them chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public List<long> Who { get; set; } = [];

    [BindProperty]
    public long? ToId { get; set; }

    /// <summary>Whether they are mailed who looks after them now.</summary>
    [BindProperty]
    public bool Tells { get; set; }

    /// <summary>Whose people they are; for a team lead it may be a colleague.</summary>
    public Coordinator Whose { get; private set; } = null!;

    public bool IsOwn => Whose.Id == Staff.Coordinator.Id;

    /// <summary>Whether a case led here: its person alone is shown.</summary>
    public bool IsOfOne => HttpMethods.IsGet(Request.Method) && Who.Count > 0;

    /// <summary>Each with the calls that were agreed or promised, which go along.</summary>
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>To whom they can go.</summary>
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];

    /// <summary>That the reader sees them no longer; null where they see the people of all these colleagues.</summary>
    public string? Lost { get; private set; }

    /// <summary>The colleagues whose people the reader may pass on as well.</summary>
    public IReadOnlyList<Coordinator> Led { get; private set; } = [];

    [FreshSignIn]
    public IActionResult OnGet(long? account)
    {
        Tells = true;
        return Finds(account) ? Show() : Missing();
    }

    [FreshSignIn]
    public IActionResult OnPost(long? account)
    {
        if (!Finds(account))
            return Missing();
        ModelState.Require(All || Who.Count > 0, nameof(Who), T["Error.Who"]);
        var said = database.Write(transaction =>
        {
            var to = ColleagueOf(transaction, Whose.Id, ToId);
            ModelState.Require(to is not null, nameof(ToId), T["Error.To"]);
            return ModelState.IsValid ? SavedOf(transaction, PassOn(transaction, to!.Id), to) : null;
        });
        if (ModelState.IsValid)
            return said is null ? NotSaved(T["Saved.None"]) : Saved(said);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Show();
    }

    /// <summary>Who went to whom; null where nobody did.</summary>
    private string? SavedOf(Transaction transaction, List<long> passed, Coordinator to)
    {
        var whom = ("naam", Plainly.Shown(to.CalledAs));
        return passed.Count switch
        {
            0 => null,
            <= MostNamed => T[
                "Saved",
                whom,
                (
                    "wie",
                    Texts.And([
                        .. CaseloadTable
                            .People(transaction, passed)
                            .OrderBy(one => passed.IndexOf(one.Id))
                            .Select(FullNameOf),
                    ])
                )
            ],
            var count => T["Saved.Many", whom, ("n", Texts.Number(count))],
        };
    }

    /// <returns>Those who were still theirs.</returns>
    private List<long> PassOn(Transaction transaction, long to)
    {
        var passed = new List<long>();
        foreach (var id in All ? CaregiverTable.IdsOf(transaction, Whose.Id) : Who)
        {
            if (!PassingOn.One(transaction, id, Whose.Id, to, Staff.Coordinator.Id, time, Tells ? word : null))
                continue;
            passed.Add(id);
            recorder.Add(transaction, Staff.For(Whose, Ground.Own), Verb.PassOn.Of(Thing.Account, to), id);
        }

        return passed;
    }

    private PageResult Show()
    {
        ILookup<long, string> calls = null!;
        var people = database.Read(transaction =>
        {
            calls = AgreedCallTable
                .Of(transaction, [Whose.Id], DateOnly.MinValue, DateOnly.MaxValue)
                .ToLookup(call => call.CaregiverId, call => TaskLines.WhenOf(call, time.Today));
            var unseen = OthersOf(transaction, Whose.Id).Count(one => !Staff.Sees.Contains(one.Id));
            Colleagues = ColleaguesOf(transaction, Whose.Id, time.Today);
            Lost = unseen == 0 ? null : T[unseen == Colleagues.Count ? "Lost" : "Lost.Some"];
            List<Coordinator> led = [.. CoordinatorTable.All(transaction).Where(Staff.Leads)];
            var withPeople = RemovalTable.CountPeople(transaction, [.. led.Select(one => one.Id)]);
            Led = [.. led.Where(one => withPeople.ContainsKey(one.Id) || one.Id == Whose.Id)];
            return CaseloadTable.ToPassOn(transaction, Whose.Id);
        });
        Count = people.Count;
        var shown = people
            .Where(one => !IsOfOne || Who.Contains(one.Id))
            .OrderBy(one => Who.Contains(one.Id) ? 0 : 1)
            .ToList();
        People = [.. shown.Select(one => new SelectListItem(NameOf(one, [.. calls[one.Id]]), Texts.Number(one.Id)))];
        recorder.AddList(Staff.For(Whose, Ground.Own), Verb.Look, Thing.People, shown.Select(one => one.Id));
        return Page();
    }

    private string NameOf(PersonRow one, IReadOnlyCollection<string> calls)
    {
        var name = FullNameOf(one);
        return calls.Count == 0 ? name : T["WithCalls", ("naam", name), ("wanneer", string.Join(", ", calls))];
    }

    private static string FullNameOf(PersonRow one) => Plainly.FullName(one.Person, one.FirstName, one.LastName);

    /// <summary>Who can take over the people of an account, and who of them is away.</summary>
    internal static IReadOnlyList<SelectListItem> ColleaguesOf(Transaction transaction, long account, DateOnly today)
    {
        var (words, away) = (Texts.Of(typeof(PassingOnModel)), AbsenceTable.Away(transaction, today));
        string NameOf(Coordinator one) =>
            away.Contains(one.Id)
                ? words["NowAway", ("naam", Plainly.Shown(one.CalledAs))]
                : Plainly.Shown(one.CalledAs);
        return [.. OthersOf(transaction, account).Select(one => new SelectListItem(NameOf(one), Texts.Number(one.Id)))];
    }

    internal static Coordinator? ColleagueOf(Transaction transaction, long account, long? chosen) =>
        OthersOf(transaction, account).FirstOrDefault(one => one.Id == chosen);

    /// <param name="account">A colleague whom the reader leads; null for themselves.</param>
    private bool Finds(long? account)
    {
        Whose = account is null ? Staff.Coordinator : LedColleague.In(HttpContext, Staff, database)!;
        return Whose is not null;
    }

    private static IEnumerable<Coordinator> OthersOf(Transaction transaction, long account) =>
        CoordinatorTable.Enrolled(transaction).Where(one => one.Id != account);
}
