using CaregiverSignal.AuditLogs;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;

namespace CaregiverSignal.Caseload;

/// <summary>What a coordinator has to read or do about a caregiver, and marking it as done.</summary>
/// <remarks>May be shared between threads. Ending or reopening a task is in the audit log in the same commit.</remarks>
public sealed class StaffTasks(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>The kinds to be read.</summary>
    public static readonly IReadOnlyList<StaffTaskKind> Written =
    [
        StaffTaskKind.Words,
        StaffTaskKind.Told,
        StaffTaskKind.Reply,
    ];

    /// <summary>Marks a task as done. A second press changes nothing.</summary>
    /// <returns>Null if the reader may not see the caregiver, or if others have to read the answer.</returns>
    public Task<FinishedTask?> FinishAsync(
        long id,
        TaskEnding ending,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync<FinishedTask?>(
            async transaction =>
            {
                // Help and safety stay open while they have a day: only a step ends their task, and likewise for what
                // is serious.
                if (
                    await StaffTaskTable.Get(transaction, id) is not { } task
                    || task.Kind is StaffTaskKind.Help or StaffTaskKind.Safety
                    || await CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
                    || !staff.Sees.Contains(caregiver.CoordinatorId)
                )
                    return null;
                // One instant for everything: taking it back finds by it what was done.
                var now = time.Still();
                if (!await End(transaction, task, ending.UpTo, staff.Coordinator.Id, now))
                    return new(task, caregiver, false);
                // A call about an answer or a silence in aftercare also keeps the call promised by then.
                if (
                    task is { Kind: StaffTaskKind.Aftercare, CheckInId: not null }
                    && caregiver.Status == CaregiverStatus.Aftercare
                    && await StaffTaskTable.CallOf(transaction, caregiver.Id) is { } call
                    && call.OpenedAt <= task.OpenedAt
                )
                    await StaffTaskTable.Done(transaction, call.Id, staff.Coordinator.Id, now.Now);
                if (task.Kind == StaffTaskKind.Silent)
                    await Silence.Contacted(transaction, caregiver.Id, now);
                if (ending.MailAgain && (caregiver.SmsTo ?? caregiver.Email) is { } address)
                    await ReturnTable.Free(transaction, address, now.Now);
                await auditWriter.Add(
                    transaction,
                    staff.With(caregiver),
                    AuditAction.Close.Of(AuditTarget.Task, id),
                    caregiver.Id
                );
                return new(
                    task,
                    caregiver,
                    true,
                    ending.Calls && Written.Contains(task.Kind)
                        ? await PromisedCall.Promise(transaction, caregiver.Id, ending.CallOn, now)
                        : null
                );
            },
            stop
        );

    /// <summary>Ends a task. Changes stay unread if more was told than shown, or if they need more than
    /// reading.</summary>
    /// <param name="upTo">As in <see cref="TaskEnding"/>.</param>
    /// <returns>False also if it was done before.</returns>
    internal static async Task<bool> End(
        Transaction transaction,
        StaffTask task,
        long upTo,
        long coordinatorId,
        SiteTime time
    )
    {
        var told =
            task.Kind == StaffTaskKind.Told && task.DoneAt is null
                ? await ToldTasks.Of(transaction, task.CaregiverId, time)
                : null;
        return !(told?.UpTo > upTo)
            && told is not { IsHeavy: true }
            && await StaffTaskTable.Done(transaction, task.Id, coordinatorId, time.Now);
    }

    /// <summary>A task that a coordinator ended today and may reopen.</summary>
    /// <returns>Null also for tasks caused by a returned message other than a reply: mail is resumed or stopped
    /// separately.</returns>
    internal static async Task<StaffTask?> ToReopen(
        Transaction transaction,
        long caregiverId,
        long id,
        long coordinatorId,
        SiteTime time
    ) =>
        await StaffTaskTable.Get(transaction, id) is { DoneAt: { } doneAt } task
        && task.CaregiverId == caregiverId
        && (task.ReturnId is null || task.Kind == StaffTaskKind.Reply)
        && task.DoneBy == coordinatorId
        && time.DayOf(doneAt) == time.Today
            ? task
            : null;
}

/// <summary>How a task is ended.</summary>
/// <param name="UpTo">The newest telling on the page, in ticks: later ones stay to be read.</param>
/// <param name="MailAgain">The address works, or the caregiver wants mail after all.</param>
/// <param name="Calls">Whether the reader will call about it.</param>
/// <param name="CallOn">The day for that call; null for the next working day.</param>
public sealed record TaskEnding(long UpTo = 0, bool MailAgain = false, bool Calls = false, DateOnly? CallOn = null);

/// <param name="IsEnded">Whether it ended just now.</param>
/// <param name="CallOn">The day by which the caregiver is called; null for nobody.</param>
public sealed record FinishedTask(StaffTask Task, Caregiver About, bool IsEnded, DateOnly? CallOn = null);
