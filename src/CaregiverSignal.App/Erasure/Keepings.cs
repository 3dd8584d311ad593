using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Erasure;

/// <summary>Until when somebody's data is kept, and who may erase it before.</summary>
/// <remarks>May be shared between threads. Each look and change is in the audit log.</remarks>
public sealed class Keepings(
    CaregiverAccess access,
    ErasureMail mail,
    Database database,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    public KeepingLook? Look(long? caregiverId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Keeping),
            (transaction, caregiver) =>
                new KeepingLook(
                    caregiver,
                    KeepingTable.Of(transaction, caregiver.Id),
                    PersonTable.Counts(transaction, caregiver.Id),
                    ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked ? time.DayOf(asked) : null,
                    CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!,
                    StillOpen.Of(transaction, caregiver.Id),
                    Proposal(transaction, caregiver.Id) is { } by ? CoordinatorTable.Get(transaction, by) : null,
                    RightOf(transaction, caregiver, staff)
                )
        );

    /// <returns>Null when there is no such caregiver whom the reader may see; false where nobody is to be
    /// erased.</returns>
    public bool? KeepUntil(long? caregiverId, DateOnly until, string reason, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Keeping),
            (transaction, caregiver) => KeepingTable.KeepUntil(transaction, caregiver.Id, until, reason)
        );

    /// <summary>They are kept after all, as they told a colleague.</summary>
    /// <returns>As <see cref="KeepUntil"/>.</returns>
    /// <inheritdoc cref="ErasureRequest.TakeBack"/>
    public bool? TakeBackRequest(long? caregiverId, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.TakeBack.Of(AuditTarget.Keeping),
            (transaction, caregiver) =>
                ErasureRequest.TakeBack(
                    transaction,
                    caregiver,
                    ReportedBy.Coordinator,
                    settings.SupportPoint.Language,
                    time,
                    staff.Coordinator.Id
                )
        );

    /// <returns>Nobody where there is no such caregiver whom the reader may see.</returns>
    public (Caregiver? Caregiver, EraseRight Right) ToErase(long? caregiverId, SignedInStaff staff) =>
        database.Read(transaction =>
            CaregiverAccess.Find(transaction, staff, caregiverId) is { } found
                ? (found, RightOf(transaction, found, staff))
                : default
        );

    /// <summary>
    /// Proposes to erase somebody of whom something is open: another lead can do it from now on, and their coordinator
    /// hears of it while the name is there.
    /// </summary>
    /// <returns>As <see cref="KeepUntil"/>.</returns>
    public bool? Propose(long? caregiverId, SignedInStaff staff) =>
        access.Change(
            staff,
            caregiverId,
            AuditAction.Ask.Of(AuditTarget.Keeping),
            (transaction, caregiver) =>
            {
                mail.QueueProposed(transaction, caregiver, staff.Coordinator);
                return true;
            }
        );

    /// <summary>Tells their coordinator that somebody is about to be erased of whom something is open.</summary>
    public void TellCoordinator(Caregiver caregiver, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (StillOpen.Of(transaction, caregiver.Id) is not null)
                mail.QueueErased(transaction, caregiver, staff.Coordinator);
        });

    /// <summary>
    /// Who leads the team, and anybody of it after a talk with who asked for it; where something is open only after a
    /// talk about it, or as the second lead who means it.
    /// </summary>
    private EraseRight RightOf(Transaction transaction, Caregiver caregiver, SignedInStaff staff)
    {
        var open = StillOpen.Of(transaction, caregiver.Id);
        var talked = ActionTable
            .Timeline(transaction, caregiver.Id)
            .Where(done => done.IsReached)
            .Select(done => (DateTimeOffset?)done.At)
            .Max();
        var isTalkedOver = open is null || talked > open.Since;
        if (!staff.Coordinator.IsTeamLead)
            return isTalkedOver && ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked && talked > asked
                ? EraseRight.Alone
                : EraseRight.None;
        return isTalkedOver || (Proposal(transaction, caregiver.Id) is { } by && by != staff.Coordinator.Id)
            ? EraseRight.Alone
            : EraseRight.WithSecond;
    }

    /// <summary>The lead who proposed it last, in the last two weeks; null where nobody did.</summary>
    private long? Proposal(Transaction transaction, long caregiverId) =>
        AuditTable.AskedBy(transaction, caregiverId, AuditTarget.Keeping, time.Now.AddDays(-ErasureRequest.WaitDays));
}

/// <summary>Whether somebody may erase a caregiver.</summary>
public enum EraseRight
{
    None,

    /// <summary>At once, by themselves.</summary>
    Alone,

    /// <summary>Something is open, and nobody spoke with them since: once another lead agrees.</summary>
    WithSecond,
}

/// <param name="Rows">How many of each table are about them.</param>
/// <param name="AskedOn">The day on which they asked to be erased; null where they did not.</param>
/// <param name="Owner">Who follows them.</param>
/// <param name="Open">Null where nothing is open of them.</param>
/// <param name="ProposedBy">The lead who proposed it; null where nobody did.</param>
public sealed record KeepingLook(
    Caregiver Caregiver,
    Keeping Keeping,
    IReadOnlyDictionary<string, int> Rows,
    DateOnly? AskedOn,
    Coordinator Owner,
    StillOpen? Open,
    Coordinator? ProposedBy,
    EraseRight Right
);
