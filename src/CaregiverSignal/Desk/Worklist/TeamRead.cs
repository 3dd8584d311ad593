using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>
/// The coordinators whom a worklist is about: their names, their open cases, and how many are new in a week.
/// </summary>
public sealed class TeamRead
{
    private readonly WorklistScope scope;
    private readonly IReadOnlyList<Coordinator> colleagues;
    private readonly IReadOnlyDictionary<long, int> notified;
    private readonly IReadOnlyDictionary<long, IReadOnlyList<WorkItem>> items;

    public TeamRead(Transaction transaction, WorklistScope scope, SiteTime time)
    {
        this.scope = scope;
        var lead = scope.Staff.Coordinator;
        List<long> ids =
        [
            .. lead.IsTeamLead || scope.IsTeam
                ? CoordinatorTable.IdsOfTeam(transaction, lead.TeamId).Union(scope.Staff.Sees)
                : scope.Staff.Sees,
        ];
        colleagues = CoordinatorTable.Of(transaction, ids);
        items = SignalTable
            .OpenCases(transaction, ids)
            .GroupBy(one => one.CoordinatorId)
            .ToDictionary(own => own.Key, own => WorklistOrder.Order(own, time.Today, time.WorkingDays));
        notified = SignalAlertTable.CountNotified(transaction, ids, time.Now.AddDays(-7));
    }

    /// <summary>The open cases of those whose caregivers they may see; each coordinator's are in order.</summary>
    public IEnumerable<WorkItem> Items => scope.Staff.Sees.SelectMany(Of);

    /// <returns>Null for who looks.</returns>
    public string? NameOf(long ownerId) =>
        ownerId == scope.Staff.Coordinator.Id
            ? null
            : Plainly.Shown(colleagues.First(one => one.Id == ownerId).CalledAs);

    /// <summary>How much who looks has themselves; null for a team lead, who has it in the table of the team.</summary>
    public string? OwnLoad(Transaction transaction)
    {
        var me = scope.Staff.Coordinator;
        if (!scope.IsMine || me.IsTeamLead || colleagues.All(one => one.Id != me.Id))
            return null;
        var counts = CaseloadTable.Counts(transaction, [me.Id]) is [var mine, ..]
            ? mine
            : new CaseloadCounts { Id = me.Id };
        var row = CaseloadRow.Of(me, counts, Of(me.Id).Count, NewOf(me.Id), scope);
        return WorklistModel.Words[
            "Load.Own",
            ("mensen", row.People),
            ("open", row.Open),
            ("beloofd", row.Promised),
            ("nieuw", row.New)
        ];
    }

    /// <summary>What each coordinator of a team lead's team has to do, by name.</summary>
    public IReadOnlyList<CaseloadRow> Loads(Transaction transaction)
    {
        var team = colleagues
            .Where(one => one.IsCoordinator && one.RemovedAt is null)
            .Where(one => one.TeamId == scope.Staff.Coordinator.TeamId)
            .ToList();
        var counts = CaseloadTable.Counts(transaction, [.. team.Select(one => one.Id)]).ToDictionary(one => one.Id);
        return
        [
            .. team.Select(one =>
                    CaseloadRow.Of(
                        one,
                        counts.GetValueOrDefault(one.Id) ?? new CaseloadCounts { Id = one.Id },
                        Of(one.Id).Count,
                        NewOf(one.Id),
                        scope
                    )
                )
                .OrderBy(row => row.Name, StringComparer.Create(Texts.Dutch, true)),
        ];
    }

    /// <summary>How many signals were notified or taken up in a week, and those of which nobody was notified yet.</summary>
    private int NewOf(long coordinatorId) =>
        notified.GetValueOrDefault(coordinatorId)
        + Of(coordinatorId).Count(item => item.Case is { NotifiedAt: null, SeenAt: null });

    private IReadOnlyList<WorkItem> Of(long coordinatorId) => items.GetValueOrDefault(coordinatorId) ?? [];
}

/// <summary>What one coordinator has to do: counts, never a ranking.</summary>
/// <param name="Address">Their part of the worklist; null where whoever looks may not see it.</param>
/// <param name="New">The new signals of a week.</param>
public sealed record CaseloadRow(string Name, string? Address, string People, string Open, string Promised, string New)
{
    public static CaseloadRow Of(Coordinator one, CaseloadCounts counts, int open, int fresh, WorklistScope scope) =>
        new(
            Plainly.Shown(one.CalledAs),
            scope.Staff.Sees.Contains(one.Id) ? scope.AddressOf(FormattableString.Invariant($"{one.Id}")) : null,
            Texts.Number(counts.People),
            Texts.Number(open),
            Texts.Number(counts.Promised),
            Texts.Number(fresh)
        );
}
