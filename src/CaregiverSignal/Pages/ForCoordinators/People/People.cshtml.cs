using CaregiverSignal.Caseload;
using CaregiverSignal.Charts;
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

    /// <summary>Only those with an open signal.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Signal { get; set; }

    /// <summary>What the list goes by; anything else is the name.</summary>
    [BindProperty(SupportsGet = true)]
    public string Order { get; set; } = "";

    public static IReadOnlyCollection<string> Statuses => Codes.All<CaregiverStatus>();

    public bool IsTeam { get; private set; }

    public PeopleOrder By => Codes.Find<PeopleOrder>(Order) ?? PeopleOrder.Name;

    public bool IsFiltered => Status.Length > 0 || Agreed || Signal;

    /// <summary>How long each can go on, over twelve months.</summary>
    public IReadOnlyDictionary<long, CourseLine> Courses { get; private set; } = null!;

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
        Status = Statuses.Contains(Status) ? Status : "";
        var page = ListForm is null ? Pager.PageOf(blad) : 1;
        var found = people.List(
            IsTeam,
            Status,
            Agreed,
            Signal,
            By,
            RowsOf(RowsAPage),
            (page - 1) * RowsAPage,
            Staff,
            ListVerb
        );
        Show(found, page, QueryOf(IsTeam, Status, Signal, Agreed, By));
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
    public IActionResult OnPost()
    {
        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search ?? "";
        var found = people.Search(Search, RowsAPage, Staff);
        if (found is { IsNearly: false, HasMore: false, Rows: [var only] })
            return Go(FormattableString.Invariant($"/zaak/{only.Id}"));
        Show(found, 1, "");
        return Page();
    }

    /// <summary>The address of the list with one thing chosen; where it is chosen already, with all.</summary>
    public string AddressOf(string status = "", bool signal = false, bool agreed = false) =>
        (status, signal, agreed) == (Status, Signal, Agreed)
            ? With(IsTeam, "", false, false, By)
            : With(IsTeam, status, signal, agreed, By);

    public string AddressOf(PeopleOrder order) => With(IsTeam, Status, Signal, Agreed, order);

    public string AddressOf(bool isTeam) => With(isTeam, Status, Signal, Agreed, By);

    /// <summary>Of the heading of the column that the list goes by.</summary>
    public string? SortOf(PeopleOrder order) =>
        Search is not null || By != order ? null
        : order == PeopleOrder.Answer ? "descending"
        : "ascending";

    private static string With(bool isTeam, string status, bool signal, bool agreed, PeopleOrder order) =>
        QueryOf(isTeam, status, signal, agreed, order) is { Length: > 0 } query ? "/mensen?" + query : "/mensen";

    private static string QueryOf(bool isTeam, string status, bool signal, bool agreed, PeopleOrder order) =>
        string.Join(
            '&',
            new[]
            {
                isTeam ? "van=team" : null,
                status.Length > 0 ? "status=" + status : null,
                signal ? "signal=true" : null,
                agreed ? "agreed=true" : null,
                order != PeopleOrder.Name ? "order=" + order.Code() : null,
            }.OfType<string>()
        );

    public string StatusOf(PersonRow row) =>
        row is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? T["PausedUntil", ("dag", Texts.Day(until))]
            : T["Status." + row.Status.Code()];

    private void Show(FoundPeople found, int page, string query)
    {
        (Rows, Unreadable, IsNearly, Owners) = (found.Rows, found.Unreadable, found.IsNearly, found.Owners);
        Courses = found.Courses;
        Tags = found.Cases.ToDictionary(entry => entry.Key, entry => CaseLines.TagOf(entry.Value));
        Pager = new Pager(page, found.HasMore, "/mensen", query) { HasFile = Rows.Count > 0 };
    }
}
