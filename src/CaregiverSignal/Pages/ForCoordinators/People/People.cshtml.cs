using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.Worklist;

namespace CaregiverSignal.Pages.ForCoordinators.People;

/// <summary>Everybody a coordinator follows, with or without an open signal, and whom a search finds.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class PeopleModel(PeopleLists people) : StaffPage
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

    public override string? SearchedFor => Search;

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
        var found = people.List(IsTeam, status, Agreed, RowsOf(RowsAPage), (page - 1) * RowsAPage, Staff, ListVerb);
        Show(found, page, string.Join('&', rest.OfType<string>()));
        return ListOr(
            "mensen",
            [T["Name"], T["Status"], T["Phone"], T["Answered"]],
            Rows.Select(row =>
                (IReadOnlyList<object?>)
                    [
                        DisplayText.FullName(row.Person, row.FirstName, row.LastName),
                        StatusOf(row),
                        row.Phone,
                        row.AnsweredOn,
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
        Show(people.Search(Search, RowsAPage, Staff), 1, "");
    }

    public string StatusOf(PersonRow row) =>
        row is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? T["PausedUntil", ("dag", Texts.Day(until))]
            : T["Status." + row.Status.Code()];

    private void Show(FoundPeople found, int page, string query)
    {
        (Rows, Unreadable, IsNearly, Owners) = (found.Rows, found.Unreadable, found.IsNearly, found.Owners);
        Tags = found.Cases.ToDictionary(entry => entry.Key, entry => CaseLines.TagOf(entry.Value));
        Pager = new Pager(page, found.HasMore, "/mensen", query) { HasFile = Rows.Count > 0 };
    }
}
