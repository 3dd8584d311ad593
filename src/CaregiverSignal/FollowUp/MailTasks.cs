using CaregiverSignal.Mail;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>What a coordinator does with a task about somebody's mail.</summary>
public static class MailTasks
{
    /// <summary>Done; what they wrote is deleted. Pressed twice it stays done.</summary>
    /// <param name="mailAgain">The address works, or mail is wanted after all.</param>
    /// <returns>False when it is not a task of anybody this coordinator sees.</returns>
    public static bool Finish(Work work, long taskId, Seat seat, bool mailAgain, SiteTime time)
    {
        if (MailTaskTable.Get(work, taskId) is not { } task || !seat.Sees.Contains(task.CoordinatorId)) return false;
        if (!MailTaskTable.Done(work, taskId, seat.Coordinator.Id, time.Now)) return true;
        ReturnTable.ForgetReply(work, task.ReturnId);
        if (mailAgain && task.Email is { } address) ReturnTable.Free(work, address, time.Now);
        return true;
    }
}
