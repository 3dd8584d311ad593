using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Delivery;

/// <summary>
/// What follows for a caregiver from what became of their mail: an address that is stopped, a task for the coordinator.
/// </summary>
/// <remarks>Their status, scores and signals stay as they are.</remarks>
public static class ReturnEffects
{
    /// <summary>
    /// So many mails that fail softly over so long act like an address that is gone (mail.md section 4.2).
    /// </summary>
    private const int SoftMails = 3;
    private static readonly TimeSpan SoftSpan = TimeSpan.FromDays(14);

    /// <summary>
    /// Working days in which somebody calls about mail; what somebody wrote is read on the next (our choice).
    /// </summary>
    private const int CallWithin = 5;

    public static void Follow(
        Transaction transaction,
        long returnId,
        ReturnVerdict verdict,
        MailedMail mail,
        long caregiver,
        SiteTime time
    )
    {
        var now = time.Now;
        switch (verdict.Class)
        {
            case ReturnClass.Hard:
                Stop("hard", StaffTaskKinds.NoArrival);
                break;
            case ReturnClass.Soft
            or ReturnClass.Challenge
                when ActsLikeHard(DeliveryTable.SoftFailures(transaction, mail.EnvelopeTo, caregiver), now):
                Stop("soft", StaffTaskKinds.NoArrival);
                break;
            case ReturnClass.Complaint:
                Stop("complaint", StaffTaskKinds.Complaint);
                break;
            case ReturnClass.Reply:
                Open(StaffTaskKinds.Reply);
                break;
            case ReturnClass.AutoReply when verdict.Note == ReturnNote.AskForNewAddress:
                Open(StaffTaskKinds.NewAddress);
                break;
        }

        void Stop(string why, string task)
        {
            ReturnTable.Stop(transaction, mail.EnvelopeTo, why, now);
            Open(task);
        }

        void Open(string task) =>
            StaffTaskTable.Open(
                transaction,
                task,
                caregiver,
                WorkingDays.Add(time.Today, task == StaffTaskKinds.Reply ? 1 : CallWithin),
                now,
                returnId: returnId
            );
    }

    /// <summary>Three mails over two weeks, or a mailbox that was closed twice within them.</summary>
    private static bool ActsLikeHard(IReadOnlyList<SoftFailure> failures, DateTimeOffset now) =>
        (failures.Count >= SoftMails && failures[^1].FirstAt - failures[0].FirstAt >= SoftSpan)
        || failures.Count(one => one.IsDisabled && now - one.FirstAt <= SoftSpan) >= 2;
}
