using CaregiverSignal.Caseload;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Pages.ForCoordinators.Worklist;

namespace CaregiverSignal.Pages.ForCoordinators.People;

[Authorize(StaffPolicies.Caregivers)]
public sealed class PeopleModel(PeopleLists people, Caregivers caregivers, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;
    private const int LongestSearch = 100;
    public const int MostMonths = 600;

    /// <summary>Extra columns in the file of people to thank by the municipality.</summary>
    private static readonly string[] Caring = ["municipality", "hours_per_week", "caring_since", "postal_address"];

    /// <summary>The status to show; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Status { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public bool Agreed { get; set; }

    /// <summary>The least weekly hours for a municipality's yearly thanks, with months below; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Hours { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Months { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Municipality { get; set; } = "";

    /// <summary>Restricts the list to people of whom it is unknown whether they care so much.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Unknown { get; set; }

    /// <inheritdoc cref="CaringAtLeast.IsTownless"/>
    [BindProperty(SupportsGet = true)]
    public bool Townless { get; set; }

    /// <summary>The search text; null on the list of people.</summary>
    [BindProperty]
    public string? Search { get; set; }

    public override string? SearchedFor => Search;

    [BindProperty(SupportsGet = true)]
    public bool Signal { get; set; }

    /// <summary>The sort order; by default the name.</summary>
    [BindProperty(SupportsGet = true)]
    public string Order { get; set; } = "";

    public static IReadOnlyCollection<string> Statuses => Codes.All<CaregiverStatus>();

    public async Task<IEnumerable<SelectListItem>> PlacesAsync() =>
        (await caregivers.PlacesAsync()).Municipalities.Select(place => new SelectListItem(place, place));

    public bool IsTeam { get; private set; }

    /// <inheritdoc cref="FoundPeople.Unknown"/>
    public int CountUnknown { get; private set; }

    /// <inheritdoc cref="FoundPeople.Townless"/>
    public int CountTownless { get; private set; }

    public PeopleOrder By => Codes.Find<PeopleOrder>(Order) ?? PeopleOrder.Name;

    public bool IsFiltered => Status.Length > 0 || Agreed || Signal || Hours is not null;

    /// <summary>How long each can carry on, over twelve months.</summary>
    public IReadOnlyDictionary<long, SaidCourse> Courses { get; private set; } = null!;

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    /// <summary>The worklist's tags for the open cases on the page.</summary>
    public IReadOnlyDictionary<long, Tag> Tags { get; private set; } = null!;

    public IReadOnlyDictionary<long, string> Owners { get; private set; } = new Dictionary<long, string>();

    /// <summary>Whether the search found only similar names.</summary>
    public bool IsNearly { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? van, string? blad, CancellationToken stop = default)
    {
        IsTeam = van == "team";
        Status = Statuses.Contains(Status) ? Status : "";
        CaringAtLeast? least = Hours is { } hours
            ? new(hours, time.Today.AddMonths(-Math.Clamp(Months, 0, MostMonths)), Municipality, Unknown, Townless)
            : null;
        var page = ListForm is null ? Pager.PageOf(blad) : 1;
        var found = await people.ListAsync(
            IsTeam,
            Status,
            Agreed,
            least,
            Signal,
            By,
            RowsOf(RowsAPage),
            (page - 1) * RowsAPage,
            Staff,
            ListVerb,
            stop
        );
        Show(found, page, With()["/mensen".Length..].TrimStart('?'));
        string[] caring = Hours is null ? [] : [.. Caring.Select(DetailWords.LabelOf)];
        return await ListOrAsync(
            ("mensen", T[Hours is null ? "People" : "Thanked"]),
            [T["Name"], T["Status"], T["Phone"], T["Answered"], .. caring],
            Rows.Select(row =>
                (IReadOnlyList<object?>)
                    [
                        DisplayText.FullName(row.Person, row.FirstName, row.LastName),
                        StatusOf(row),
                        row.Phone,
                        row.AnsweredOn,
                        .. new object?[] { TownOf(row), row.Hours, row.CaringSince, row.PostalAddress }[
                            ..caring.Length
                        ],
                    ]
            )
        );
    }

    /// <remarks>A search is a posted form: a name in an address would stay in browser history and proxy logs.</remarks>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search ?? "";
        var found = await people.SearchAsync(Search, RowsAPage, Staff, stop);
        if (found is { IsNearly: false, HasMore: false, Rows: [var only] })
            return Go(FormattableString.Invariant($"/zaak/{only.Id}"));
        Show(found, 1, "");
        return Page();
    }

    public string With(params (string Name, string? Value)[] choices) =>
        "/mensen"
        + QueryString.Create(
            Request
                .Query.Where(given => given.Key is not ("blad" or "vorm"))
                .Where(given =>
                    !choices.Any(choice => choice.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase))
                )
                .Select(given => new KeyValuePair<string, string?>(given.Key, given.Value))
                .Concat(choices.Select(choice => new KeyValuePair<string, string?>(choice.Name, choice.Value)))
                .Where(choice => choice.Value is { Length: > 0 })
                // One list has one address, whatever the order of choices.
                .OrderBy(choice => choice.Key, StringComparer.Ordinal)
        );

    /// <summary>The list's address with one choice made; with all if it was made already.</summary>
    public string AddressOf(string status = "", bool signal = false, bool agreed = false)
    {
        var isChosen = (status, signal, agreed) == (Status, Signal, Agreed);
        return With(
            ("status", isChosen ? null : status),
            ("signal", signal && !isChosen ? "true" : null),
            ("agreed", agreed && !isChosen ? "true" : null)
        );
    }

    public string AddressOf(PeopleOrder order) => With(("order", order == PeopleOrder.Name ? null : order.Code()));

    public string AddressOf(bool isTeam) => With(("van", isTeam ? "team" : null));

    /// <summary>The sort direction of a column heading; null if the list is not sorted by it.</summary>
    public string? SortOf(PeopleOrder order) =>
        Search is not null || By != order ? null
        : order == PeopleOrder.Answer ? "descending"
        : "ascending";

    /// <summary>The known facts, such as "Lindendam, 40 uur per week, sinds mei 2021, Lindelaan 1".</summary>
    public string CaresOf(PersonRow row) =>
        Texts.Listed(
            DisplayText.Visible(TownOf(row) ?? ""),
            row.Hours is { } hours ? CaseModel.Words.Counted("Hours", hours) : null,
            row.CaringSince is { } since ? CaseModel.Words["Since", ("maand", Texts.Month(since))] : null,
            DisplayText.Visible(row.PostalAddress ?? "")
        );

    /// <summary>The requested municipality, for people who care in several.</summary>
    private string? TownOf(PersonRow row) => Municipality.Length > 0 ? Municipality : row.Municipality;

    public string StatusOf(PersonRow row) =>
        row.QuestionsWait ? T["Status.waiting"]
        : row is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? T["PausedUntil", ("dag", Texts.Day(until))]
        : T["Status." + row.Status.Code()];

    private void Show(FoundPeople found, int page, string query)
    {
        (Rows, Unreadable, IsNearly, Owners) = (found.Rows, found.Unreadable, found.IsNearly, found.Owners);
        (CountUnknown, CountTownless, Courses) = (found.Unknown, found.Townless, found.Courses);
        Tags = Rows.Where(row => found.Cases.ContainsKey(row.Id))
            .ToDictionary(row => row.Id, row => CaseLines.TagOf(found.Cases[row.Id], row.Status, time));
        Pager = new Pager(page, found.HasMore, "/mensen", query) { HasFile = Rows.Count > 0 };
    }
}
