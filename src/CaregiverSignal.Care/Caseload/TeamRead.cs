using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>The coordinators of a worklist: their names, their open cases, and how many were new in a week.</summary>
internal sealed class TeamRead
{
    private readonly WorkScope scope;
    private readonly SiteTime time;
    private readonly IReadOnlyList<Coordinator> colleagues;
    private readonly IReadOnlyDictionary<long, IReadOnlyList<WorkItem>> items;

    private TeamRead(
        WorkScope scope,
        SiteTime time,
        IReadOnlyList<Coordinator> colleagues,
        IReadOnlyDictionary<long, IReadOnlyList<WorkItem>> items
    ) => (this.scope, this.time, this.colleagues, this.items) = (scope, time, colleagues, items);

    public static async Task<TeamRead> Of(Transaction transaction, WorkScope scope, SiteTime time)
    {
        var lead = scope.Staff.Coordinator;
        List<long> ids =
        [
            .. lead.IsTeamLead || scope.IsTeam
                ? (await CoordinatorTable.IdsOfTeam(transaction, lead.TeamId)).Union(scope.Staff.Sees)
                : scope.Staff.Sees,
        ];
        var colleagues = await CoordinatorTable.Of(transaction, ids);
        var items = (await SignalTable.OpenCases(transaction, ids))
            .GroupBy(signal => signal.CoordinatorId)
            .ToDictionary(own => own.Key, own => WorklistOrder.Order(own, time.Today, time.WorkingDays));
        return new TeamRead(scope, time, colleagues, items);
    }

    /// <summary>The open cases of caregivers they may see; each coordinator's are in order.</summary>
    public IEnumerable<WorkItem> Items => scope.Staff.Sees.SelectMany(Of);

    /// <summary>Colleagues' names by number, without the reader.</summary>
    public IReadOnlyDictionary<long, string> Names =>
        colleagues
            .Where(colleague => colleague.Id != scope.Staff.Coordinator.Id)
            .ToDictionary(colleague => colleague.Id, colleague => DisplayText.Visible(colleague.CalledAs));

    /// <summary>The workload of each coordinator in a team lead's team, by name; for anybody else their own.</summary>
    public async Task<IReadOnlyList<CaseloadRow>> Loads(Transaction transaction)
    {
        var me = scope.Staff.Coordinator;
        List<Coordinator> whose = me.IsTeamLead
            ?
            [
                .. colleagues.Where(coordinator =>
                    coordinator is { IsCoordinator: true, RemovedAt: null } && coordinator.TeamId == me.TeamId
                ),
            ]
            : [.. colleagues.Where(colleague => scope.IsMine && colleague.Id == me.Id)];
        if (whose.Count == 0)
            return [];
        List<long> ids = [.. whose.Select(colleague => colleague.Id)];
        var counts = (await CaseloadTable.Counts(transaction, ids, time.Now.AddDays(-7))).ToDictionary(count =>
            count.Id
        );
        var late = await OpenTaskTable.Late(transaction, ids, time);
        return [.. whose.Select(Of).OrderBy(row => row.Name, Languages.Order)];

        CaseloadRow Of(Coordinator coordinator)
        {
            var (own, count) = (this.Of(coordinator.Id), counts.GetValueOrDefault(coordinator.Id));
            return new(
                coordinator.Id,
                DisplayText.Visible(coordinator.CalledAs),
                scope.Staff.Sees.Contains(coordinator.Id),
                count?.People ?? 0,
                own.Count,
                own.Where(item => item.IsOverdue)
                    .Select(item => item.Case.CaregiverId)
                    .Union(late[coordinator.Id])
                    .Count(),
                count?.Promised ?? 0,
                // Some were not told to anybody yet.
                (count?.Told ?? 0) + own.Count(item => item.Case is { NotifiedAt: null, SeenAt: null })
            );
        }
    }

    private IReadOnlyList<WorkItem> Of(long coordinatorId) => items.GetValueOrDefault(coordinatorId) ?? [];
}

/// <summary>One coordinator's workload: counts, never a ranking.</summary>
/// <param name="MaySee">Whether the reader may see their part of the worklist.</param>
/// <param name="Late">How many people have something overdue.</param>
/// <param name="New">How many signals were notified or taken up in a week.</param>
public sealed record CaseloadRow(
    long Id,
    string Name,
    bool MaySee,
    int People,
    int Open,
    int Late,
    int Promised,
    int New
);
