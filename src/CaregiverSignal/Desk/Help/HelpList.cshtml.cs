using CaregiverSignal.Caseload;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Help;

/// <summary>All help of a caseload by where it stands.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class HelpListModel(Database database, Recorder recorder, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    /// <summary>
    /// How many months what did not work out stays on the list: long enough to think of something else (our choice).
    /// </summary>
    private const int FailedMonths = 3;

    /// <summary>In the order in which help goes; what runs last, as it asks least.</summary>
    private static readonly HelpStep[] Order =
    [
        HelpStep.Failed,
        HelpStep.Chosen,
        HelpStep.AskedFor,
        HelpStep.Searching,
        HelpStep.Matched,
        HelpStep.Tried,
        HelpStep.Reported,
        HelpStep.Discussed,
        HelpStep.Decided,
        HelpStep.Proposed,
        HelpStep.Running,
    ];

    public DateOnly Today => time.Today;

    public bool IsTeam => Request.Query["van"] == "team";

    public IReadOnlyList<ListedHelp> Shown { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public IActionResult OnGet()
    {
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var listed = database.Read(transaction =>
        {
            var found = HelpListTable.Of(
                transaction,
                IsTeam ? Staff.Sees : Staff.ActsFor,
                Today.AddMonths(-FailedMonths)
            );
            Unreadable = transaction.Unreadable;
            return found;
        });
        Shown =
        [
            .. listed
                .OrderBy(one => Array.IndexOf(Order, GroupOf(one)))
                .Skip((page - 1) * RowsAPage)
                .Take(RowsOf(RowsAPage)),
        ];
        Pager = new Pager(page, listed.Count > page * RowsAPage, Request.Path, IsTeam ? "van=team" : "")
        {
            HasFile = Shown.Count > 0,
        };
        recorder.AddList(
            Staff.On(IsTeam ? Ground.Team : Ground.Own),
            ListVerb,
            Thing.Help,
            Shown.Select(one => one.CaregiverId)
        );
        return ListOr(
            "hulp",
            [T["Who"], T["What"], T["State"], T["Next"], T["Owner"]],
            Shown.Select(one =>
                (IReadOnlyList<object?>)
                    [
                        Plainly.Name(one.Person, one.FirstName, one.LastName),
                        one.Kind.Name,
                        HelpLine.StandOf(one, Today),
                        one.NextOn,
                        one.Owner,
                    ]
            )
        );
    }

    /// <summary>Whatever runs stands together.</summary>
    public static HelpStep GroupOf(ListedHelp help) => help.Runs ? HelpStep.Running : help.Step;
}
