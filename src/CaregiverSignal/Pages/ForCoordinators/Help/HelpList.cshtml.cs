using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Help;

/// <summary>All help of a caseload, in the order of what is to be done.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class HelpListModel(CaseHelp caseHelp, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    public DateOnly Today => time.Today;

    public bool IsTeam => Request.Query["van"] == "team";

    public IReadOnlyList<ListedHelp> Shown { get; private set; } = [];

    /// <summary>The states in order, with running help last.</summary>
    public IReadOnlyList<HelpCount> Counts { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>Such as "langst 3 dagen"; null for help that runs, failed or arrived today.</summary>
    public string? LongestOf(HelpCount count) =>
        count.Step is not (HelpStep.Running or HelpStep.Failed) && HelpLine.SpanOf(count.Since, Today) is { } span
            ? T["Longest", ("tijd", span)]
            : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var skip = (page - 1) * RowsAPage;
        (Shown, Counts, Unreadable) = await caseHelp.ListAsync(IsTeam, RowsOf(RowsAPage), skip, Staff, ListVerb, stop);
        Pager = new Pager(
            page,
            Counts.Sum(step => step.Count) > page * RowsAPage,
            Request.Path,
            IsTeam ? "van=team" : ""
        )
        {
            HasFile = Shown.Count > 0,
        };
        return await ListOrAsync(
            ("hulp", T["Title"]),
            [T["Who"], T["What"], T["State"], T["Next"], T["Owner"]],
            Shown.Select(help =>
                (IReadOnlyList<object?>)
                    [
                        DisplayText.Name(help.Person, help.FirstName, help.LastName),
                        help.Kind.Name,
                        HelpLine.StandOf(help, Today),
                        help.NextOn,
                        help.Owner,
                    ]
            )
        );
    }
}
