using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>What a coordinator does with a task: it is read, or done.</summary>
public static class StaffTasks
{
    /// <summary>Done; what they wrote back to a mail is deleted. Pressed twice it stays done.</summary>
    /// <param name="mailAgain">The address works, or mail is wanted after all.</param>
    /// <returns>The task; null when it is not of anybody this coordinator sees.</returns>
    public static StaffTask? Finish(
        Transaction transaction,
        long taskId,
        SignedInStaff staff,
        bool mailAgain,
        SiteTime time
    )
    {
        if (StaffTaskTable.Get(transaction, taskId) is not { } task)
            return null;
        if (
            CaregiverTable.Get(transaction, task.CaregiverId) is not { } caregiver
            || !staff.Sees.Contains(caregiver.CoordinatorId)
        )
            return null;
        if (!StaffTaskTable.Done(transaction, taskId, staff.Coordinator.Id, time.Now))
            return task;
        if (task.Kind == StaffTaskKinds.Silent)
            Silence.Asked(transaction, caregiver.Id, time);
        if (task.ReturnId is { } message)
            ReturnTable.ForgetReply(transaction, message);
        if (mailAgain && caregiver.Email is { } address)
            ReturnTable.Free(transaction, address, time.Now);
        return task;
    }
}
