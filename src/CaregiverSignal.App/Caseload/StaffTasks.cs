using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Caseload;

/// <summary>What a coordinator has to read or do about somebody, and that it is done.</summary>
/// <remarks>May be shared between threads. What ends or opens one is in the audit log in the same commit.</remarks>
public sealed class StaffTasks(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>Marks a task as done, and deletes a reply to a mail. Pressing twice changes nothing.</summary>
    /// <param name="upTo">When the last was told that the page showed, in ticks: what came since stays to be
    /// read.</param>
    /// <param name="mailAgain">The address works, or the caregiver wants mail after all.</param>
    /// <returns>
    /// The task, whom it is about, and whether it ended just now; null when it is not about anybody this coordinator
    /// may see, or is an answer that others have to read.
    /// </returns>
    public (StaffTask Task, Caregiver About, bool IsEnded)? Finish(
        long id,
        long upTo,
        bool mailAgain,
        SignedInStaff staff
    ) =>
        database.Write<(StaffTask, Caregiver, bool)?>(transaction =>
        {
            // Help and safety are open as long as they have a day: only a step ends their task, as it does of what is
            // serious.
            if (
                StaffTaskTable.Get(transaction, id) is not { } task
                || task.Kind is StaffTaskKind.Help or StaffTaskKind.Safety
                || CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
                || !staff.Sees.Contains(caregiver.CoordinatorId)
            )
                return null;
            var told =
                task.Kind == StaffTaskKind.Told && task.DoneAt is null
                    ? ToldTasks.Of(transaction, caregiver.Id, time)
                    : null;
            // One instant for all of it: taking back finds by it what this did.
            var now = time.Still();
            if (
                told?.UpTo > upTo
                || told is { IsHeavy: true }
                || !StaffTaskTable.Done(transaction, id, staff.Coordinator.Id, now.Now)
            )
                return (task, caregiver, false);
            // Whoever called about an answer or a silence in aftercare made the call that was promised by then.
            if (
                task is { Kind: StaffTaskKind.Aftercare, CheckInId: not null }
                && caregiver.Status == CaregiverStatus.Aftercare
                && StaffTaskTable.CallOf(transaction, caregiver.Id) is { } call
                && call.OpenedAt <= task.OpenedAt
            )
                StaffTaskTable.Done(transaction, call.Id, staff.Coordinator.Id, now.Now);
            if (task.Kind == StaffTaskKind.Silent)
                Silence.Contacted(transaction, caregiver.Id, now);
            if (task.ReturnId is { } message)
                ReturnTable.ForgetReply(transaction, message);
            if (mailAgain && (caregiver.SmsTo ?? caregiver.Email) is { } address)
                ReturnTable.Free(transaction, address, now.Now);
            auditWriter.Add(
                transaction,
                staff.With(caregiver),
                AuditAction.Close.Of(AuditTarget.Task, id),
                caregiver.Id
            );
            return (task, caregiver, true);
        });

    /// <summary>Opens again what this coordinator ended today, with all that ended by it.</summary>
    /// <returns>Whom it is about; null where there is no such task.</returns>
    public Caregiver? Reopen(long id, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (
                StaffTaskTable.Get(transaction, id) is not { DoneAt: { } doneAt, ReturnId: null } task
                || task.DoneBy != staff.Coordinator.Id
                || time.DayOf(doneAt) != time.Today
                || CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
                || !staff.Sees.Contains(caregiver.CoordinatorId)
            )
                return null;
            StaffTaskTable.NotDone(transaction, caregiver.Id, doneAt);
            auditWriter.Add(
                transaction,
                staff.With(caregiver),
                AuditAction.TakeBack.Of(AuditTarget.Task, id),
                caregiver.Id
            );
            return caregiver;
        });
}
