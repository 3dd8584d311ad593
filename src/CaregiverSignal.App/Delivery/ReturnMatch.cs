using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Delivery;

/// <summary>What a returned message may change: the mail it is about, and the verdict that holds for it.</summary>
/// <param name="Mail">Null when it names no mail of ours for certain; then nothing changes.</param>
public sealed record ReturnMatch(ReturnVerdict Verdict, MailedMail? Mail = null, MatchedBy? By = null)
{
    private static readonly TimeSpan Believed = TimeSpan.FromDays(30);

    /// <param name="ofTag">The mail that its tag names; null when it has no tag, or no such mail exists.</param>
    /// <param name="isGenuine">Whether we made the tag, for that mail's recipient; null without a tag.</param>
    /// <param name="ofId">The first mail whose id it names; an address alone never counts.</param>
    public static ReturnMatch Of(
        ReturnedMail read,
        MailedMail? ofTag,
        bool? isGenuine,
        MailedMail? ofId,
        DateTimeOffset now
    )
    {
        if (isGenuine is { } genuine)
        {
            if (ofTag is null)
                return Unmatched(read);
            return genuine ? Known(read, ofTag, MatchedBy.Tag, now) : Ignored(read, ReturnNote.Forged);
        }

        if (ofId is not null)
            return Known(read, ofId, MatchedBy.MessageId, now);
        return read.Verdict.Class is ReturnClass.AutoReply or ReturnClass.Unclear ? new(read.Verdict) : Unmatched(read);
    }

    private static ReturnMatch Known(ReturnedMail read, MailedMail mail, MatchedBy by, DateTimeOffset now)
    {
        if (mail.SendingAt is not { } gone || now - gone > Believed)
            return Ignored(read, ReturnNote.TooOld);
        if (read.For(mail.EnvelopeTo) is not { } verdict)
            return Unmatched(read, ReturnNote.OtherRecipient);
        var isAboutAddress = verdict.Class is ReturnClass.Hard or ReturnClass.Soft or ReturnClass.Complaint;
        var isChanged =
            mail.CaregiverId is not null && !mail.EnvelopeTo.Equals(mail.Email, StringComparison.OrdinalIgnoreCase);
        return isAboutAddress && isChanged ? Ignored(read, ReturnNote.AddressChanged) : new(verdict, mail, by);
    }

    private static ReturnMatch Unmatched(ReturnedMail read, ReturnNote note = ReturnNote.Unmatched) =>
        new(read.Verdict with { Class = ReturnClass.Unclear, Note = note });

    private static ReturnMatch Ignored(ReturnedMail read, ReturnNote note) =>
        new(read.Verdict with { Class = ReturnClass.Ignore, Note = note });
}
