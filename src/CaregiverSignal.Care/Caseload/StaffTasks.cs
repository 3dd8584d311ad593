using CaregiverSignal.AuditLogs;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;

namespace CaregiverSignal.Caseload;

/// <summary>What a coordinator has to read or do about somebody, and that it is done.</summary>
/// <remarks>May be shared between threads. What ends or opens one is in the audit log in the same commit.</remarks>
public sealed class StaffTasks(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>The kinds that are to be read.</summary>
    public static readonly IReadOnlyList<StaffTaskKind> Written =
    [
        StaffTaskKind.Words,
        StaffTaskKind.Told,
        StaffTaskKind.Reply,
    ];

    /// <summary>Marks a task as done. Pressing twice changes nothing.</summary>
    /// <returns>Null when it is not about anybody this coordinator may see, or is an answer that others have to
    /// read.</returns>
    public Task<FinishedTask?> FinishAsync(
        long id,
        TaskEnding ending,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync<FinishedTask?>(
            async transaction =>
            {
                // Help and safety are open as long as they have a day: only a step ends their task, as it does of what is
                // serious.
                if (
                    await StaffTaskTable.Get(transaction, id) is not { } task
                    || task.Kind is StaffTaskKind.Help or StaffTaskKind.Safety
                    || await CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
                    || !staff.Sees.Contains(caregiver.CoordinatorId)
                )
                    return null;
                // One instant for all of it: taking back finds by it what this did.
                var now = time.Still();
                if (!await End(transaction, task, ending.UpTo, staff.Coordinator.Id, now))
                    return new(task, caregiver, false);
                // Whoever called about an answer or a silence in aftercare made the call that was promised by then.
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

    /// <summary>Ends a task; what was told is not read where more was told than was shown, or where it asks for more
    /// than reading.</summary>
    /// <param name="upTo">As <see cref="TaskEnding"/> has it.</param>
    /// <returns>False also when it was already done.</returns>
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

    /// <summary>What a coordinator ended today, to be opened again.</summary>
    /// <returns>Null also where mail goes, or goes no more, since: that has a way back of its own.</returns>
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

/// <summary>How somebody ends a task.</summary>
/// <param name="UpTo">When the last was told that the page showed, in ticks: what came since stays to be read.</param>
/// <param name="MailAgain">The address works, or the caregiver wants mail after all.</param>
/// <param name="Calls">Who read what was written calls about it.</param>
/// <param name="CallOn">By which day; null for the next working day.</param>
public sealed record TaskEnding(long UpTo = 0, bool MailAgain = false, bool Calls = false, DateOnly? CallOn = null);

/// <param name="IsEnded">It ended just now.</param>
/// <param name="CallOn">By when the caregiver is called; null where nobody is to.</param>
public sealed record FinishedTask(StaffTask Task, Caregiver About, bool IsEnded, DateOnly? CallOn = null);
