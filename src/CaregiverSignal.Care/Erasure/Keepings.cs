using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Erasure;

/// <summary>How long caregivers' data is kept, and who may erase it earlier.</summary>
/// <remarks>May be shared between threads. Each view and change is in the audit log.</remarks>
public sealed class Keepings(
    CaregiverAccess access,
    ErasureMail mail,
    Database database,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <returns>Null if the reader may see no such caregiver.</returns>
    public Task<KeepingLook?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Keeping),
            async (transaction, caregiver) =>
                new KeepingLook(
                    caregiver,
                    await KeepingTable.Of(transaction, caregiver.Id),
                    await PersonTable.Counts(transaction, caregiver.Id),
                    await ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked ? time.DayOf(asked) : null,
                    (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!,
                    await StillOpen.Of(transaction, caregiver.Id),
                    await Proposal(transaction, caregiver.Id) is { } by
                        ? await CoordinatorTable.Get(transaction, by)
                        : null,
                    await RightOf(transaction, caregiver, staff)
                ),
            stop
        );

    /// <returns>Unchanged if nobody is to be erased.</returns>
    public Task<ChangeResult> KeepUntilAsync(
        long? caregiverId,
        DateOnly until,
        string reason,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Change.Of(AuditTarget.Keeping),
            (transaction, caregiver) => KeepingTable.KeepUntil(transaction, caregiver.Id, until, reason),
            stop
        );

    /// <summary>Keeps a caregiver after all, as they told a colleague.</summary>
    /// <returns>As <see cref="KeepUntilAsync"/>.</returns>
    /// <inheritdoc cref="ErasureRequest.TakeBack"/>
    public Task<ChangeResult> TakeBackRequestAsync(
        long? caregiverId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
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
                ),
            stop
        );

    public Task<ToErase> ToEraseAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await CaregiverAccess.Find(transaction, staff, caregiverId) is { } found
                    ? new ToErase(found, await RightOf(transaction, found, staff))
                    : new ToErase(null, EraseRight.None),
            stop
        );

    /// <summary>Proposes to erase a caregiver with something open: another lead can do it from now on, and their
    /// coordinator is told while the name is there.</summary>
    /// <returns>As <see cref="KeepUntilAsync"/>.</returns>
    public Task<ChangeResult> ProposeAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Ask.Of(AuditTarget.Keeping),
            async (transaction, caregiver) =>
            {
                await mail.QueueProposed(transaction, caregiver, staff.Coordinator);
                return true;
            },
            stop
        );

    /// <summary>Tells their coordinator that a caregiver with something open is about to be erased.</summary>
    public Task TellCoordinatorAsync(Caregiver caregiver, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await StillOpen.Of(transaction, caregiver.Id) is not null)
                    await mail.QueueErased(transaction, caregiver, staff.Coordinator);
            },
            stop
        );

    /// <summary>Who may erase: a team lead, and any colleague of the team after a conversation with a caregiver who
    /// asked for it. If something is open, only after a conversation about it, or as the second lead.</summary>
    private async Task<EraseRight> RightOf(Transaction transaction, Caregiver caregiver, SignedInStaff staff)
    {
        var open = await StillOpen.Of(transaction, caregiver.Id);
        var talked = (await ActionTable.Timeline(transaction, caregiver.Id))
            .Where(done => done.IsReached)
            .Select(done => (DateTimeOffset?)done.At)
            .Max();
        var isTalkedOver = open is null || talked > open.Since;
        if (!staff.Coordinator.IsTeamLead)
            return
                isTalkedOver && await ErasureRequest.AskedAt(transaction, caregiver.Id) is { } asked && talked > asked
                ? EraseRight.Alone
                : EraseRight.None;
        return isTalkedOver || (await Proposal(transaction, caregiver.Id) is { } by && by != staff.Coordinator.Id)
            ? EraseRight.Alone
            : EraseRight.WithSecond;
    }

    /// <summary>The lead who proposed it last, within two weeks; null for nobody.</summary>
    private Task<long?> Proposal(Transaction transaction, long caregiverId) =>
        AuditTable.AskedBy(transaction, caregiverId, AuditTarget.Keeping, time.Now.AddDays(-ErasureRequest.WaitDays));
}

public enum EraseRight
{
    None,

    /// <summary>At once, alone.</summary>
    Alone,

    /// <summary>Something is open with no talk since: once another lead agrees.</summary>
    WithSecond,
}

/// <param name="Caregiver">Null if the reader may see no such caregiver.</param>
public sealed record ToErase(Caregiver? Caregiver, EraseRight Right);

/// <param name="Rows">Rows about them in each table.</param>
/// <param name="AskedOn">The day on which they asked to be erased; null if they did not.</param>
/// <param name="Open">Null if nothing of theirs is open.</param>
/// <param name="ProposedBy">The lead who proposed it; null for nobody.</param>
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
