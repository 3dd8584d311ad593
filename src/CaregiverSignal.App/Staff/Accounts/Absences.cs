using CaregiverSignal.Caseload;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>When coordinators are away, and who looks after their caregivers then.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit.</remarks>
public sealed class Absences(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>Whose absences somebody may plan: their own, or those of a colleague whom they lead.</summary>
    /// <param name="account">Null for their own.</param>
    /// <returns>Null for anybody else, who is as unknown as nobody.</returns>
    public Coordinator? Find(long? account, SignedInStaff staff) =>
        account is not { } id ? staff.Coordinator
        : database.Read(transaction => CoordinatorTable.Get(transaction, id)) is { MaySignIn: true } colleague
        && staff.Leads(colleague)
            ? colleague
        : null;

    /// <summary>Who can be asked to stand in.</summary>
    public IReadOnlyList<Coordinator> DeputiesFor(Coordinator owner) =>
        [.. database.Read(CoordinatorTable.ByName).Where(colleague => colleague.IsThere && colleague.Id != owner.Id)];

    /// <summary>For a team lead: the coordinators of whom they may plan one.</summary>
    public IReadOnlyList<Coordinator> Led(SignedInStaff staff) =>
        [
            .. database
                .Read(CoordinatorTable.ByName)
                .Where(colleague => colleague is { MaySignIn: true, IsCoordinator: true } && staff.Leads(colleague)),
        ];

    /// <summary>What is planned from today on; whose names stand in it is in the audit log first.</summary>
    public Planned Look(Coordinator owner, SignedInStaff staff)
    {
        var planned = database.Read(transaction =>
        {
            var absences = AbsenceTable.Of(transaction, owner.Id, time.Today);
            var calls =
                absences.Count == 0
                    ? []
                    : AgreedCallTable.Of(
                        transaction,
                        [owner.Id],
                        absences.Min(away => away.FromOn),
                        absences.Max(away => away.UntilOn)
                    );
            var others = AbsenceTable.About(transaction, [.. absences.Select(away => away.DeputyId)], time.Today);
            return new Planned(
                [
                    .. absences.Select(away => new PlannedAbsence(
                        away,
                        [.. others.Where(other => IsInTheWay(other, away))],
                        [.. calls.Where(call => away.Has(call.NextOn))]
                    )),
                ],
                AbsenceTable.Coming(transaction, staff.Coordinator.Id, time.Today),
                transaction.Unreadable
            );
        });
        List<long> shown = [.. planned.Absences.SelectMany(away => away.Calls).Select(call => call.CaregiverId)];
        if (shown.Count > 0)
            auditWriter.AddList(staff.For(owner, Ground.Own), AuditAction.Look, AuditTarget.People, shown);
        return planned;
    }

    /// <summary>
    /// Plans one, unless they are away on those days, or whoever stands in is; the same one twice is one.
    /// </summary>
    /// <param name="until">The first day on which they are back.</param>
    /// <returns>What stands in the way: their own absence, or one of the deputy; null when it is planned.</returns>
    public Absence? Plan(Coordinator owner, long deputyId, DateOnly from, DateOnly until, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (OverlapOf(owner.Id) is { } own)
                return (own.DeputyId, own.FromOn, own.UntilOn) == (deputyId, from, until) ? null : own;
            if (OverlapOf(deputyId) is { } away)
                return away;
            AbsenceTable.Add(transaction, owner.Id, deputyId, from, until, staff.Coordinator.Id, time.Now);
            auditWriter.Add(
                transaction,
                staff.For(owner, Ground.Themselves),
                AuditAction.Add.Of(AuditTarget.Absence, deputyId)
            );
            return null;

            Absence? OverlapOf(long id) =>
                AbsenceTable.Of(transaction, id, time.Today).FirstOrDefault(other => other.Overlaps(from, until));
        });

    /// <returns>False when it was over already.</returns>
    public bool End(long id, Coordinator owner, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (!AbsenceTable.End(transaction, id, owner.Id, time.Now))
                return false;
            auditWriter.Add(transaction, staff.For(owner, Ground.Themselves), AuditAction.End.Of(AuditTarget.Absence));
            return true;
        });

    /// <summary>That whoever stands in is away too on those days, or stands in for others.</summary>
    private static bool IsInTheWay(Absence other, Absence planned) =>
        other.OwnerId != planned.OwnerId
        && other.Overlaps(planned.FromOn, planned.UntilOn)
        && (planned.DeputyId == other.OwnerId || planned.DeputyId == other.DeputyId);
}

/// <param name="Coming">Absences in which the reader stands in later.</param>
public sealed record Planned(
    IReadOnlyList<PlannedAbsence> Absences,
    IReadOnlyList<Absence> Coming,
    IReadOnlyList<UnreadableRow> Unreadable
);

/// <param name="Others">What else whoever stands in has on those days.</param>
/// <param name="Calls">Those agreed or promised for them.</param>
public sealed record PlannedAbsence(Absence Absence, IReadOnlyList<Absence> Others, IReadOnlyList<AgreedCall> Calls);
