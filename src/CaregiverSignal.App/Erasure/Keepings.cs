using CaregiverSignal.Cases;
using CaregiverSignal.Export;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Erasure;

/// <summary>Until when somebody's data is kept, and who may erase it before.</summary>
/// <remarks>May be shared between threads. Each look and change is in the audit log.</remarks>
public sealed class Keepings(CaregiverAccess access, Database database, SiteTime time)
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
                    MayErase(transaction, caregiver, staff)
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
                ErasureRequest.TakeBack(transaction, caregiver, ReportedBy.Coordinator, time, staff.Coordinator.Id)
        );

    /// <returns>Nobody where there is no such caregiver whom the reader may see.</returns>
    public (Caregiver? Caregiver, bool MayErase) ToErase(long? caregiverId, SignedInStaff staff) =>
        database.Read(transaction =>
            CaregiverAccess.Find(transaction, staff, caregiverId) is { } found
                ? (found, MayErase(transaction, found, staff))
                : default
        );

    private static bool MayErase(Transaction transaction, Caregiver caregiver, SignedInStaff staff) =>
        staff.Coordinator.IsTeamLead
        || (
            ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked
            && ActionTable.Timeline(transaction, caregiver.Id).Any(done => done.At > asked && done.IsReached)
        );
}

/// <param name="Rows">How many of each table are about them.</param>
/// <param name="AskedOn">The day on which they asked to be erased; null where they did not.</param>
/// <param name="MayErase">Who leads the team; and anybody of it who spoke with who asked for it.</param>
public sealed record KeepingLook(
    Caregiver Caregiver,
    Keeping Keeping,
    IReadOnlyDictionary<string, int> Rows,
    DateOnly? AskedOn,
    bool MayErase
);
