using System.Security.Cryptography;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Delivery;

/// <summary>Processes one message that came back, with its consequences; the same message twice counts once.</summary>
/// <remarks>It never sends mail, follows a link, counts as an answer, opens or closes a signal, or affects anybody but
/// the message's recipient. A message that names none of ours changes nothing (mail.md section 4): an address alone
/// never counts, and nobody can guess a message's id. What comes from one caregiver's address is shown for reading and
/// has no other effect, as anybody can write under any address.</remarks>
public sealed partial class TakeInReturn(Database database, SiteTime time, ILogger<TakeInReturn> log)
{
    private static readonly TimeSpan Believed = TimeSpan.FromDays(30);

    /// <param name="message">The part kept by <see cref="Excerpt"/>.</param>
    /// <exception cref="StorageException">The database cannot be written; then the message was not
    /// processed.</exception>
    public async Task<ReturnVerdict> TakeAsync(byte[] message, CancellationToken stop = default)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(message));
        var read = ReturnedMail.Read(message);
        var (verdict, mail, isNew) = await database.WriteAsync(transaction => Take(transaction, sha256, read), stop);
        if (isNew)
            LogTaken(verdict, mail);
        return verdict;
    }

    private async Task<(ReturnVerdict, MailedMail?, bool IsNew)> Take(
        Transaction transaction,
        string sha256,
        ReturnedMail read
    )
    {
        var named = (await read.OutboxIds.SelectAsync(id => DeliveryTable.MailOf(transaction, id))).FirstOrDefault(
            mail => mail is not null
        );
        if (named is null && await WriterOf(transaction, read) is { } writer)
        {
            var isReply = read.Verdict.Class == ReturnClass.Reply;
            var own = await ReturnTable.Add(
                transaction,
                new NewReturn(sha256, time.Now, read.Verdict, MatchedBy.Address, null, writer)
                {
                    Written = isReply ? await Written(transaction, read, writer, isOwn: true) : null,
                }
            );
            if (own is { } message)
                await ReturnEffects.FollowWords(transaction, message, read.Verdict, writer, time);
            return (read.Verdict, null, own is not null);
        }

        var (verdict, mail) = Judge(read, named, time.Now);
        if (mail is not null)
            verdict = await ReturnEffects.Doubted(transaction, verdict, mail, time);
        var row = new NewReturn(
            sha256,
            time.Now,
            verdict,
            mail is null ? null : MatchedBy.MessageId,
            mail?.Id,
            mail?.CaregiverId
        );
        if (verdict.Class == ReturnClass.Reply && mail is { CaregiverId: { } from })
            row = row with
            {
                Written = await Written(transaction, read, from, isOwn: false),
                OtherSender = OtherSender(read, mail),
            };
        if (await ReturnTable.Add(transaction, row) is not { } id)
            return (verdict, mail, false);
        if (mail is null)
            return (verdict, mail, true);
        await MailQueue.MarkArrived(transaction, mail.Id, time.Now);
        if (mail.CaregiverId is { } caregiver)
            await ReturnEffects.Follow(transaction, id, verdict, mail, caregiver, time);
        return (verdict, mail, true);
    }

    /// <summary>What somebody wrote, without repeats of mails that we sent them and still have.</summary>
    private static async Task<ReplyWords> Written(
        Transaction transaction,
        ReturnedMail read,
        long caregiver,
        bool isOwn
    ) => read.Written([.. (await DeliveryTable.NewestTo(transaction, caregiver)).Select(OurMail.From)], isOwn);

    /// <summary>The sender a reply names, if that is neither where the mail went nor the person's address.</summary>
    /// <returns>Null for their own address; empty if it names none or several.</returns>
    private static string? OtherSender(ReturnedMail read, MailedMail mail) =>
        read.From is { } from
        && (
            from.Equals(mail.EnvelopeTo, StringComparison.OrdinalIgnoreCase)
            || from.Equals(mail.Address, StringComparison.OrdinalIgnoreCase)
        )
            ? null
            : read.From ?? "";

    /// <summary>Who wrote a mail of their own, by its sender.</summary>
    /// <returns>Null for what neither a person nor an automatic answer wrote, and for an address of nobody or of
    /// several.</returns>
    private static async Task<long?> WriterOf(Transaction transaction, ReturnedMail read) =>
        read.From is { } from && await CaregiverTable.ByEmail(transaction, from) is [var writer] ? writer.Id : null;

    /// <param name="named">The first mail of ours that it names.</param>
    /// <returns>The verdict that applies, and for which mail; null if nothing may change.</returns>
    private static (ReturnVerdict, MailedMail?) Judge(ReturnedMail read, MailedMail? named, DateTimeOffset now)
    {
        if (named is null)
            return read.Verdict.Class is ReturnClass.AutoReply or ReturnClass.Unclear
                ? (read.Verdict, null)
                : Nothing(ReturnClass.Unclear, ReturnNote.Unmatched);
        var verdict = read.For(named.EnvelopeTo);
        // A person's words are theirs, however late.
        if (named.SendingAt is not { } gone || (now - gone > Believed && verdict.Class != ReturnClass.Reply))
            return Nothing(ReturnClass.Ignore, ReturnNote.TooOld);
        var isAboutAddress = verdict.Class is ReturnClass.Hard or ReturnClass.Soft or ReturnClass.Complaint;
        return isAboutAddress && !named.IsOfToday
            ? Nothing(ReturnClass.Ignore, ReturnNote.AddressChanged)
            : (verdict, named);

        (ReturnVerdict, MailedMail?) Nothing(ReturnClass what, ReturnNote why) =>
            (read.Verdict with { Class = what, Note = why }, null);
    }

    private void LogTaken(ReturnVerdict verdict, MailedMail? mail)
    {
        var note = verdict.Note.Code();
        TakenIn(verdict.Class, note, mail?.Id);
        if (verdict.Class == ReturnClass.Account)
            OursToMend(mail?.Id, note, verdict.Status);
        if (
            mail is { CaregiverId: null }
            && verdict.Class is ReturnClass.Hard or ReturnClass.Soft or ReturnClass.Complaint
        )
            NotToACaregiver(mail.Id, mail.Kind, note);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A message came back: {Class} ({Note}), mail {Mail}")]
    private partial void TakenIn(ReturnClass @class, string note, string? mail);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Mail} was refused for what we are or send: {Note}, {Status}; see docs/mail.md"
    )]
    private partial void OursToMend(string? mail, string note, string? status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} ({Kind}) to no caregiver came back: {Note}")]
    private partial void NotToACaregiver(string mail, string kind, string note);
}
