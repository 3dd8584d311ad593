using CaregiverSignal.Mail;
using CaregiverSignal.Storage;

namespace CaregiverSignal.FollowUp;

/// <summary>What follows for a caregiver from what became of their mail: an address that is stopped, a task for the coordinator.</summary>
/// <remarks>Their status, scores and signals stay as they are.</remarks>
public static class ReturnEffects
{
    /// <summary>So many mails that fail softly over so long act like an address that is gone (mail.md section 4.2).</summary>
    private const int SoftMails = 3;
    private static readonly TimeSpan SoftSpan = TimeSpan.FromDays(14);

    public static void Follow(Work work, long returnId, ReturnVerdict verdict, MailedMail mail, long caregiver, DateTimeOffset now)
    {
        switch (verdict.Class)
        {
            case ReturnClass.Hard:
                Stop("hard", "no-arrival");
                break;
            case ReturnClass.Soft or ReturnClass.Challenge when ActsLikeHard(ReturnTable.SoftFailures(work, mail.EnvelopeTo, caregiver), now):
                Stop("soft", "no-arrival");
                break;
            case ReturnClass.Complaint:
                Stop("complaint", "complaint");
                break;
            case ReturnClass.Reply:
                MailTaskTable.Open(work, "reply", caregiver, returnId, now);
                break;
            case ReturnClass.AutoReply when verdict.Note == ReturnNote.AskForNewAddress:
                MailTaskTable.Open(work, "new-address", caregiver, returnId, now);
                break;
        }

        void Stop(string why, string task)
        {
            ReturnTable.Stop(work, mail.EnvelopeTo, why, now);
            MailTaskTable.Open(work, task, caregiver, returnId, now);
        }
    }

    /// <summary>Three mails over two weeks, or a mailbox that was closed twice within them.</summary>
    private static bool ActsLikeHard(IReadOnlyList<SoftFailure> failures, DateTimeOffset now) =>
        (failures.Count >= SoftMails && failures[^1].FirstAt - failures[0].FirstAt >= SoftSpan)
        || failures.Count(one => one.IsDisabled && now - one.FirstAt <= SoftSpan) >= 2;
}
