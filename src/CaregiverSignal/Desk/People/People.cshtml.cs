using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Worklist;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.People;

/// <summary>Everybody a coordinator follows, with or without an open signal, and whom a search finds.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PeopleModel(Database database, Recorder recorder, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;
    private const int LongestSearch = 100;

    /// <summary>The only status shown; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Status { get; set; } = "";

    /// <summary>Only those with an agreement.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Agreed { get; set; }

    /// <summary>What was searched for; null on the list of people.</summary>
    [BindProperty]
    public string? Search { get; set; }

    public static IReadOnlyCollection<string> Statuses => Codes.All<CaregiverStatus>();

    public bool IsTeam { get; private set; }

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    /// <summary>What the worklist calls the open case of each who has one.</summary>
    public IReadOnlyDictionary<long, Tag> Tags { get; private set; } = null!;

    /// <summary>The coordinator of each whom a search found.</summary>
    public IReadOnlyDictionary<long, string> Owners { get; private set; } = new Dictionary<long, string>();

    /// <summary>Whether nobody is called as was searched for, but only nearly.</summary>
    public bool IsNearly { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public IActionResult OnGet(string? van, string? blad)
    {
        IsTeam = van == "team";
        var status = Statuses.Contains(Status) ? Status : "";
        var rest = new[]
        {
            IsTeam ? "van=team" : null,
            status.Length > 0 ? "status=" + status : null,
            Agreed ? "agreed=true" : null,
        };
        var page = ListForm is null ? Pager.PageOf(blad) : 1;
        var rows = database.Read(transaction =>
        {
            var whose = IsTeam ? Staff.Sees : Staff.ActsFor;
            var found = CaseloadTable.People(
                transaction,
                whose,
                status,
                Agreed ? time.Today : null,
                RowsOf(RowsAPage) + 1,
                (page - 1) * RowsAPage
            );
            Tags = TagsOf(transaction, whose);
            Unreadable = transaction.Unreadable;
            return found;
        });
        Show(rows, page, string.Join('&', rest.OfType<string>()));
        recorder.AddList(
            Staff.On(IsTeam ? Ground.Team : Ground.Own),
            ListVerb,
            Thing.People,
            Rows.Select(one => one.Id)
        );
        return ListOr(
            "mensen",
            [T["Name"], T["Status"], T["Phone"], T["Answered"]],
            Rows.Select(one =>
                (IReadOnlyList<object?>)
                    [
                        Plainly.FullName(one.Person, one.FirstName, one.LastName),
                        StatusOf(one),
                        one.Phone,
                        one.AnsweredOn,
                    ]
            )
        );
    }

    /// <remarks>
    /// A search is a form that is sent, not an address: a name in an address stays in the browser's history and in the
    /// log of a proxy.
    /// </remarks>
    public void OnPost()
    {
        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search ?? "";
        var rows = database.Read(transaction =>
        {
            var search = new PeopleSearch(Search);
            var matches = search.Among(FindTable.Of(transaction, Staff.Sees)).Take(RowsAPage + 1).ToList();
            var names = CoordinatorTable.All(transaction).ToDictionary(one => one.Id, one => one.CalledAs);
            (IsNearly, Owners) = (
                search.IsNearly,
                matches.ToDictionary(one => one.Id, one => names[one.CoordinatorId])
            );
            List<long> ids = [.. matches.Select(one => one.Id)];
            var found = CaseloadTable.People(transaction, ids).ToDictionary(row => row.Id);
            Tags = TagsOf(transaction, [.. matches.Select(one => one.CoordinatorId).Distinct()]);
            Unreadable = transaction.Unreadable;
            return ids.Where(found.ContainsKey).Select(id => found[id]).ToList();
        });
        Show(rows, 1, "");
        recorder.AddList(Staff.On(Ground.Team), Verb.Search, Thing.People, Rows.Select(one => one.Id));
    }

    public string StatusOf(PersonRow row) =>
        row is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? T["PausedUntil", ("dag", Texts.Day(until))]
            : T["Status." + row.Status.Code()];

    private Dictionary<long, Tag> TagsOf(Transaction transaction, IReadOnlyCollection<long> whose) =>
        WorklistOrder
            .Order(SignalTable.OpenCases(transaction, whose), time.Today, time.WorkingDays)
            .ToDictionary(item => item.Case.CaregiverId, CaseLines.TagOf);

    private void Show(IReadOnlyList<PersonRow> rows, int page, string query)
    {
        Rows = [.. rows.Take(RowsOf(RowsAPage))];
        Pager = new Pager(page, rows.Count > RowsAPage, "/mensen", query) { HasFile = Rows.Count > 0 };
    }
}
