using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Delivery;

/// <summary>What a returned mail means for its caregiver: a stopped address, or a task for the coordinator.</summary>
/// <remarks>It changes no status, score or signal.</remarks>
public static class ReturnEffects
{
    /// <summary>
    /// How many mails must fail softly over this span before the address counts as gone (mail.md section 4.2).
    /// </summary>
    private const int SoftMails = 3;
    private static readonly TimeSpan SoftSpan = TimeSpan.FromDays(14);

    /// <summary>
    /// Working days within which somebody calls about mail; a reply is read on the next working day (our choice).
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
                Stop(StopReason.Hard, StaffTaskKind.NoArrival);
                break;
            case ReturnClass.Soft
                when ActsLikeHard(DeliveryTable.SoftFailures(transaction, mail.EnvelopeTo, caregiver)):
                Stop(StopReason.Soft, StaffTaskKind.NoArrival);
                break;
            case ReturnClass.Complaint:
                Stop(StopReason.Complaint, StaffTaskKind.Complaint);
                break;
            case ReturnClass.Reply:
                Open(StaffTaskKind.Reply);
                break;
        }

        void Stop(StopReason why, StaffTaskKind task)
        {
            ReturnTable.Stop(transaction, mail.EnvelopeTo, why, now);
            Open(task);
        }

        void Open(StaffTaskKind task) =>
            StaffTaskTable.Open(
                transaction,
                task,
                caregiver,
                time.WorkingDays.Add(time.Today, task == StaffTaskKind.Reply ? 1 : CallWithin),
                now,
                returnId: returnId
            );
    }

    /// <summary>Whether soft failures act like a hard one: three mails over two weeks.</summary>
    private static bool ActsLikeHard(IReadOnlyList<DateTimeOffset> failures) =>
        failures.Count >= SoftMails && failures[^1] - failures[0] >= SoftSpan;
}
