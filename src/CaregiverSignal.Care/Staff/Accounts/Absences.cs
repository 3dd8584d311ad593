using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>When coordinators are away, and who covers for them.</summary>
/// <remarks>May be shared between threads. Changes are in the audit log in the same commit.</remarks>
public sealed class Absences(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>The account whose absences the reader may plan: their own, or that of a colleague whom they
    /// lead.</summary>
    /// <param name="account">Null for their own.</param>
    /// <returns>Null for anybody else, as if there were no such account.</returns>
    public async Task<Coordinator?> FindAsync(long? account, SignedInStaff staff, CancellationToken stop = default) =>
        account is not { } id ? staff.Coordinator
        : await database.ReadAsync(async transaction => await CoordinatorTable.Get(transaction, id), stop)
            is { MaySignIn: true } colleague
        && staff.Leads(colleague)
            ? colleague
        : null;

    /// <summary>Colleagues who can be asked to cover.</summary>
    public async Task<IReadOnlyList<Coordinator>> DeputiesForAsync(
        Coordinator owner,
        CancellationToken stop = default
    ) =>
        [
            .. (await database.ReadAsync(CoordinatorTable.ByName, stop)).Where(colleague =>
                colleague.IsThere && colleague.Id != owner.Id
            ),
        ];

    /// <summary>For a team lead: the coordinators whose absence they may plan.</summary>
    public async Task<IReadOnlyList<Coordinator>> LedAsync(SignedInStaff staff, CancellationToken stop = default) =>
        [
            .. (await database.ReadAsync(CoordinatorTable.ByName, stop)).Where(colleague =>
                colleague is { MaySignIn: true, IsCoordinator: true } && staff.Leads(colleague)
            ),
        ];

    /// <summary>Absences planned from today on; the names in them are in the audit log first.</summary>
    public async Task<Planned> LookAsync(Coordinator owner, SignedInStaff staff, CancellationToken stop = default)
    {
        var planned = await database.ReadAsync(
            async transaction =>
            {
                var absences = await AbsenceTable.Of(transaction, owner.Id, time.Today);
                var calls =
                    absences.Count == 0
                        ? []
                        : await AgreedCallTable.Of(
                            transaction,
                            [owner.Id],
                            absences.Min(away => away.FromOn),
                            absences.Max(away => away.UntilOn)
                        );
                var others = await AbsenceTable.About(
                    transaction,
                    [.. absences.Select(away => away.DeputyId)],
                    time.Today
                );
                return new Planned(
                    [
                        .. absences.Select(away => new PlannedAbsence(
                            away,
                            [.. others.Where(other => IsInTheWay(other, away))],
                            [.. calls.Where(call => away.Has(call.NextOn))]
                        )),
                    ],
                    await AbsenceTable.Coming(transaction, staff.Coordinator.Id, time.Today),
                    transaction.Unreadable
                );
            },
            stop
        );
        List<long> shown = [.. planned.Absences.SelectMany(away => away.Calls).Select(call => call.CaregiverId)];
        if (shown.Count > 0)
            await auditWriter.AddListAsync(
                staff.For(owner, Ground.Own),
                AuditAction.Look,
                AuditTarget.People,
                shown,
                stop
            );
        return planned;
    }

    /// <summary>Plans an absence, unless they or the deputy are away on those days; the same one twice counts
    /// once.</summary>
    /// <param name="until">Their first day back.</param>
    /// <returns>The obstacle: their own absence, or one of the deputy; null if it was planned.</returns>
    public Task<AbsencePeriod?> PlanAsync(
        Coordinator owner,
        long deputyId,
        DateOnly from,
        DateOnly until,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await OverlapOf(owner.Id) is { } own)
                    return (own.DeputyId, own.FromOn, own.UntilOn) == (deputyId, from, until) ? null : own;
                if (await OverlapOf(deputyId) is { } away)
                    return away;
                await AbsenceTable.Add(transaction, owner.Id, deputyId, from, until, staff.Coordinator.Id, time.Now);
                await auditWriter.Add(
                    transaction,
                    staff.For(owner, Ground.Themselves),
                    AuditAction.Add.Of(AuditTarget.Absence, deputyId)
                );
                return null;

                async Task<AbsencePeriod?> OverlapOf(long id) =>
                    (await AbsenceTable.Of(transaction, id, time.Today)).FirstOrDefault(other =>
                        other.Overlaps(from, until)
                    );
            },
            stop
        );

    /// <returns>False if it was over already.</returns>
    public Task<bool> EndAsync(long id, Coordinator owner, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (!await AbsenceTable.End(transaction, id, owner.Id, time.Now))
                    return false;
                await auditWriter.Add(
                    transaction,
                    staff.For(owner, Ground.Themselves),
                    AuditAction.End.Of(AuditTarget.Absence)
                );
                return true;
            },
            stop
        );

    /// <summary>Whether the deputy is away too on those days, or covers for others.</summary>
    private static bool IsInTheWay(AbsencePeriod other, AbsencePeriod planned) =>
        other.OwnerId != planned.OwnerId
        && other.Overlaps(planned.FromOn, planned.UntilOn)
        && (planned.DeputyId == other.OwnerId || planned.DeputyId == other.DeputyId);
}

/// <param name="Coming">Absences that the reader will cover.</param>
public sealed record Planned(
    IReadOnlyList<PlannedAbsence> Absences,
    IReadOnlyList<AbsencePeriod> Coming,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <param name="Others">What else the deputy has on those days.</param>
/// <param name="Calls">Calls agreed or promised for those days.</param>
public sealed record PlannedAbsence(
    AbsencePeriod Absence,
    IReadOnlyList<AbsencePeriod> Others,
    IReadOnlyList<AgreedCall> Calls
);
