using CaregiverSignal.Caseload;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Help;

/// <summary>All help of a caseload by where it stands; every text ready to show.</summary>
public sealed record HelpListModel(StaffShell Shell, bool Team, IReadOnlyList<HelpGroupShown> Groups, Pager Pager)
{
    public static readonly Texts Words = Texts.Of(typeof(HelpListPage));

    /// <summary>Whose name stands on it, for the record.</summary>
    public required IReadOnlyList<long> Listed { get; init; }

    private const int RowsAPage = 50;

    /// <summary>
    /// How many months what did not work out stays on the list: long enough to think of something else (our choice).
    /// </summary>
    private const int FailedMonths = 3;

    /// <summary>In the order in which help goes; what runs last, as it asks least.</summary>
    private static readonly HelpStep[][] Order =
    [
        [HelpStep.Failed],
        [HelpStep.Chosen],
        [HelpStep.AskedFor],
        [HelpStep.Searching],
        [HelpStep.Matched],
        [HelpStep.Tried],
        [HelpStep.Reported],
        [HelpStep.Discussed],
        [HelpStep.Decided],
        [HelpStep.Proposed],
        [HelpStep.Running, HelpStep.Said, HelpStep.Kept, HelpStep.Changed],
    ];

    public static HelpListModel Of(
        Transaction transaction,
        StaffShell shell,
        SignedInStaff staff,
        bool team,
        int page,
        SiteTime time
    )
    {
        var listed = HelpListTable
            .Of(transaction, staff.Sees, team ? staff.Sees : staff.ActsFor, time.Today.AddMonths(-FailedMonths))
            .OrderBy(PlaceOf)
            .ToList();
        var shown = listed.Skip((page - 1) * RowsAPage).Take(RowsAPage).ToList();
        return new HelpListModel(
            shell with
            {
                Unreadable = transaction.Unreadable,
            },
            team,
            [
                .. shown
                    .GroupBy(PlaceOf)
                    .Select(group => new HelpGroupShown(
                        Order[group.Key][0].Code(),
                        HelpWords.StateOf(Order[group.Key][0]),
                        [.. group.Select(one => RowOf(one, time.Today))]
                    )),
            ],
            new Pager(page, listed.Count > page * RowsAPage, "/hulp", team ? "van=team" : "")
        )
        {
            Listed = [.. shown.Select(one => one.CaregiverId)],
        };
    }

    private static int PlaceOf(ListedHelp one) => Array.FindIndex(Order, steps => steps.Contains(one.Step));

    private static HelpRow RowOf(ListedHelp one, DateOnly today) =>
        new(
            HelpPageModel.PathOf(one.CaregiverId),
            Plainly.Name(one.Person, one.FirstName, one.LastName),
            HelpWords.NameOf(one.Kind),
            one.Words.Length == 0 ? null : Plainly.Short(Plainly.Shown(one.Words)),
            string.Join(
                ' ',
                new[]
                {
                    HelpLine.StateOf(one) + ".",
                    one.Reason is { } reason ? HelpWords.ReasonOf(reason) + "." : null,
                    HelpLine.WaitOf(one, today),
                }.OfType<string>()
            ),
            HelpLine.NextOf(one, today) ?? "",
            one.NextOn < today,
            Plainly.Shown(one.Owner)
        );
}

/// <param name="Id">Unique in the page.</param>
public sealed record HelpGroupShown(string Id, string Title, IReadOnlyList<HelpRow> Rows);

/// <summary>One help on the list.</summary>
/// <param name="Own">The caregiver's own words; null without.</param>
public sealed record HelpRow(
    string Path,
    string Name,
    string What,
    string? Own,
    string State,
    string Next,
    bool IsLate,
    string Owner
);
