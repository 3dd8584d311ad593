using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>Ends a task of the worklist when a coordinator has read or done it.</summary>
public static class StaffTasks
{
    /// <summary>Marks a task as done, and deletes a reply to a mail. Pressing twice changes nothing.</summary>
    /// <param name="mailAgain">The address works, or the caregiver wants mail after all.</param>
    /// <param name="upTo">
    /// When the last was told that the page showed, in ticks: what came since stays to be read.
    /// </param>
    /// <returns>
    /// The task, and whether it ended just now; null when it is not about anybody this coordinator may see, or is an
    /// answer that others have to read.
    /// </returns>
    public static (StaffTask Task, bool IsEnded)? Finish(
        Transaction transaction,
        long taskId,
        SignedInStaff staff,
        bool mailAgain,
        long upTo,
        SiteTime time
    )
    {
        // Help and safety are open as long as they have a day: only a step ends their task.
        if (
            StaffTaskTable.Get(transaction, taskId) is not { } task
            || task.Kind is StaffTaskKind.Help or StaffTaskKind.Safety
        )
            return null;
        if (
            CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
            || !staff.Sees.Contains(caregiver.CoordinatorId)
        )
            return null;
        if (IsMoreSaid(transaction, task, upTo, time))
            return (task, false);
        if (!StaffTaskTable.Done(transaction, taskId, staff.Coordinator.Id, time.Now))
            return (task, false);
        // Whoever called about an answer or a silence in aftercare made the call that was promised by then.
        if (
            task is { Kind: StaffTaskKind.Aftercare, CheckInId: not null }
            && caregiver.Status == CaregiverStatus.Aftercare
            && StaffTaskTable.CallOf(transaction, caregiver.Id) is { } call
            && call.OpenedAt <= task.OpenedAt
        )
            StaffTaskTable.Done(transaction, call.Id, staff.Coordinator.Id, time.Now);
        if (task.Kind == StaffTaskKind.Silent)
            Silence.Contacted(transaction, caregiver.Id, time);
        if (task.ReturnId is { } message)
            ReturnTable.ForgetReply(transaction, message);
        if (mailAgain && caregiver.Email is { } address)
            ReturnTable.Free(transaction, address, time.Now);
        return (task, true);
    }

    private static bool IsMoreSaid(Transaction transaction, StaffTask task, long upTo, SiteTime time) =>
        task.Kind == StaffTaskKind.Told
        && OpenTaskTable
            .Told(transaction, OpenTaskTable.OfOne(transaction, task.CaregiverId, time))
            .Any(told => told.UpTo > upTo);
}
