using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Delivery;

/// <summary>What a returned mail means for its caregiver: a stopped address, or a task for the coordinator.</summary>
/// <remarks>It changes no status, score or signal.</remarks>
internal static class ReturnEffects
{
    /// <summary>How many mails must fail softly over this span before the address counts as gone (mail.md section
    /// 4.2).</summary>
    private const int SoftMails = 3;
    private static readonly TimeSpan SoftSpan = TimeSpan.FromDays(14);

    /// <summary>Working days within which somebody calls about mail (our choice).</summary>
    private const int CallWithin = 5;

    /// <summary>Working days within which somebody reads a reply (our choice).</summary>
    private const int ReadWithin = 1;

    /// <summary>How many addresses of one domain cannot all be dead at once, if they are most that we mailed
    /// there.</summary>
    private const int Many = 5;
    private static readonly TimeSpan AtOnce = TimeSpan.FromHours(1);

    /// <summary>The verdict itself, unless most addresses of its domain were refused for good within the hour: then the
    /// domain refuses us, and the consequences for the others are undone.</summary>
    internal static async Task<ReturnVerdict> Doubted(
        Transaction transaction,
        ReturnVerdict verdict,
        MailedMail mail,
        SiteTime time
    )
    {
        var now = time.Now;
        if (verdict.Class != ReturnClass.Hard || mail.CaregiverId is null)
            return verdict;
        var domain = mail.EnvelopeTo[(mail.EnvelopeTo.LastIndexOf('@') + 1)..].ToLowerInvariant();
        var others = await DeliveryTable.RefusedAt(transaction, domain, mail.EnvelopeTo, now - AtOnce);
        var refused = 1 + others.DistinctBy(other => other.Address).Count();
        if (refused < Many || refused * 2 <= await MailQueue.CountTo(transaction, domain, now.AddDays(-1)))
            return verdict;
        foreach (var other in others.Where(other => other.Class == ReturnClass.Hard))
        {
            await ReturnTable.MarkOurs(transaction, other.Id);
            await ReturnTable.Free(transaction, other.Address, now);
            await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.NoArrival, other.CaregiverId, now);
        }

        return verdict with
        {
            Class = ReturnClass.Account,
            Note = ReturnNote.Blocked,
        };
    }

    /// <param name="isByRelay">Whether our own relay says so, rather than an incoming message.</param>
    internal static async Task Follow(
        Transaction transaction,
        long returnId,
        ReturnVerdict verdict,
        MailedMail mail,
        long caregiver,
        SiteTime time,
        bool isByRelay = false
    )
    {
        switch (verdict.Class)
        {
            case ReturnClass.Hard:
                await Stop(StopReason.Hard, StaffTaskKind.NoArrival);
                break;
            case ReturnClass.Soft
                when ActsLikeHard(await DeliveryTable.SoftFailures(transaction, mail.EnvelopeTo, caregiver)):
                await Stop(StopReason.Soft, StaffTaskKind.NoArrival);
                break;
            case ReturnClass.Complaint:
                await Stop(StopReason.Complaint, StaffTaskKind.Complaint);
                break;
            default:
                await FollowWords(transaction, returnId, verdict, caregiver, time);
                break;
        }

        async Task Stop(StopReason why, StaffTaskKind task)
        {
            // The relay accepted the mail, and anybody can write that it came back: mail to a red caregiver continues.
            if (isByRelay || !await IsGuarded(transaction, caregiver))
                await ReturnTable.Stop(transaction, mail.EnvelopeTo, why, time.Now);
            await Open(transaction, task, CallWithin, returnId, caregiver, time);
        }
    }

    /// <summary>A person's words are read on the next working day; if an automatic answer says that nobody reads the
    /// address any more, somebody asks for a new one.</summary>
    internal static async Task FollowWords(
        Transaction transaction,
        long returnId,
        ReturnVerdict verdict,
        long caregiver,
        SiteTime time
    )
    {
        if (verdict.Class == ReturnClass.Reply)
            await Open(transaction, StaffTaskKind.Reply, ReadWithin, returnId, caregiver, time);
        else if (verdict is { Class: ReturnClass.AutoReply, Note: ReturnNote.AddressUnread })
            await Open(transaction, StaffTaskKind.NoArrival, CallWithin, returnId, caregiver, time);
    }

    private static Task Open(
        Transaction transaction,
        StaffTaskKind task,
        int within,
        long returnId,
        long caregiver,
        SiteTime time
    ) =>
        StaffTaskTable.Open(
            transaction,
            task,
            caregiver,
            time.WorkingDays.Add(time.Today, within),
            time.Now,
            returnId: returnId
        );

    /// <summary>Whether a caregiver is red, or has a promised call.</summary>
    private static async Task<bool> IsGuarded(Transaction transaction, long caregiver) =>
        await CaregiverTable.IsRed(transaction, caregiver)
        || await StaffTaskTable.CallOf(transaction, caregiver) is not null;

    /// <summary>Whether soft failures count as a hard one: three mails over two weeks.</summary>
    private static bool ActsLikeHard(IReadOnlyList<DateTimeOffset> failures) =>
        failures.Count >= SoftMails && failures[^1] - failures[0] >= SoftSpan;
}
