using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>When coordinators are away, and who looks after their caregivers then.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit.</remarks>
public sealed class Absences(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>Whose absences somebody may plan: their own, or those of a colleague whom they lead.</summary>
    /// <param name="account">Null for their own.</param>
    /// <returns>Null for anybody else, who is as unknown as nobody.</returns>
    public async Task<Coordinator?> FindAsync(long? account, SignedInStaff staff, CancellationToken stop = default) =>
        account is not { } id ? staff.Coordinator
        : await database.ReadAsync(async transaction => await CoordinatorTable.Get(transaction, id), stop)
            is { MaySignIn: true } colleague
        && staff.Leads(colleague)
            ? colleague
        : null;

    /// <summary>Who can be asked to stand in.</summary>
    public async Task<IReadOnlyList<Coordinator>> DeputiesForAsync(
        Coordinator owner,
        CancellationToken stop = default
    ) =>
        [
            .. (await database.ReadAsync(CoordinatorTable.ByName, stop)).Where(colleague =>
                colleague.IsThere && colleague.Id != owner.Id
            ),
        ];

    /// <summary>For a team lead: the coordinators of whom they may plan one.</summary>
    public async Task<IReadOnlyList<Coordinator>> LedAsync(SignedInStaff staff, CancellationToken stop = default) =>
        [
            .. (await database.ReadAsync(CoordinatorTable.ByName, stop)).Where(colleague =>
                colleague is { MaySignIn: true, IsCoordinator: true } && staff.Leads(colleague)
            ),
        ];

    /// <summary>What is planned from today on; whose names stand in it is in the audit log first.</summary>
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

    /// <summary>Plans one, unless they are away on those days, or whoever stands in is; the same one twice is
    /// one.</summary>
    /// <param name="until">The first day on which they are back.</param>
    /// <returns>What stands in the way: their own absence, or one of the deputy; null when it is planned.</returns>
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

    /// <returns>False when it was over already.</returns>
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

    /// <summary>That whoever stands in is away too on those days, or stands in for others.</summary>
    private static bool IsInTheWay(AbsencePeriod other, AbsencePeriod planned) =>
        other.OwnerId != planned.OwnerId
        && other.Overlaps(planned.FromOn, planned.UntilOn)
        && (planned.DeputyId == other.OwnerId || planned.DeputyId == other.DeputyId);
}

/// <param name="Coming">Absences in which the reader stands in later.</param>
public sealed record Planned(
    IReadOnlyList<PlannedAbsence> Absences,
    IReadOnlyList<AbsencePeriod> Coming,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <param name="Others">What else whoever stands in has on those days.</param>
/// <param name="Calls">Those agreed or promised for them.</param>
public sealed record PlannedAbsence(
    AbsencePeriod Absence,
    IReadOnlyList<AbsencePeriod> Others,
    IReadOnlyList<AgreedCall> Calls
);
