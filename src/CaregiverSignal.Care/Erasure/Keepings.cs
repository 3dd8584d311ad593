using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
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

    /// <returns>Unchanged where nobody is to be erased.</returns>
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

    /// <summary>They are kept after all, as they told a colleague.</summary>
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

    /// <summary>Proposes to erase somebody of whom something is open: another lead can do it from now on, and their
    /// coordinator hears of it while the name is there.</summary>
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

    /// <summary>Tells their coordinator that somebody is about to be erased of whom something is open.</summary>
    public Task TellCoordinatorAsync(Caregiver caregiver, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await StillOpen.Of(transaction, caregiver.Id) is not null)
                    await mail.QueueErased(transaction, caregiver, staff.Coordinator);
            },
            stop
        );

    /// <summary>Who leads the team, and anybody of it after a talk with who asked for it; where something is open only
    /// after a talk about it, or as the second lead who means it.</summary>
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

    /// <summary>The lead who proposed it last, in the last two weeks; null where nobody did.</summary>
    private Task<long?> Proposal(Transaction transaction, long caregiverId) =>
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

/// <param name="Caregiver">Null where there is no such caregiver whom the reader may see.</param>
public sealed record ToErase(Caregiver? Caregiver, EraseRight Right);

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
