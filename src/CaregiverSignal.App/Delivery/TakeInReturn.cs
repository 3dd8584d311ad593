using System.Security.Cryptography;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Delivery;

/// <summary>Processes one message that came back, with its consequences; the same message twice counts once.</summary>
/// <remarks>
/// It never sends mail, follows a link, counts as an answer, opens or closes a signal, or affects anybody but the
/// mail's recipient. A message that cannot be proved to be about a mail of ours changes nothing (mail.md section 4).
/// </remarks>
/// <param name="returns">Null when mail goes out with its From address as the envelope sender; then the ids in a
/// message decide.</param>
public sealed partial class TakeInReturn(
    Database database,
    SiteTime time,
    ReturnAddress? returns,
    ILogger<TakeInReturn> log
)
{
    private const int ForgedADay = 20;

    /// <param name="message">The first <see cref="ReturnedMail.MostBytes"/> and one octet more are enough.</param>
    /// <exception cref="StorageException">The store cannot be written; then the message was not processed.</exception>
    public ReturnVerdict Take(ReadOnlySpan<byte> message)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(message));
        var read = ReturnedMail.Read(message);
        var (match, isNew) = database.Write(transaction => Take(transaction, sha256, read));
        if (isNew)
            LogTaken(match);
        return match.Verdict;
    }

    private (ReturnMatch, bool IsNew) Take(Transaction transaction, string sha256, ReturnedMail read)
    {
        var match = Match(transaction, read);
        var mail = match.Mail;
        var isReply = match.Verdict.Class == ReturnClass.Reply && mail?.CaregiverId is not null;
        var row = new NewReturn(
            sha256,
            time.Now,
            match.Verdict,
            match.By,
            mail?.Id,
            mail?.CaregiverId,
            isReply ? read.ReplyText : null
        );
        if (ReturnTable.Add(transaction, row) is not { } id)
            return (match, false);
        if (mail is null)
            return (match, true);
        MailDecisionTable.MarkArrived(transaction, mail.Id, time.Now);
        if (mail.CaregiverId is { } caregiver)
            ReturnEffects.Follow(transaction, id, match.Verdict, mail, caregiver, time);
        return (match, true);
    }

    private ReturnMatch Match(Transaction transaction, ReturnedMail read)
    {
        var tag = returns is null ? null : read.Tag;
        var ofTag = tag is null ? null : DeliveryTable.MailOf(transaction, tag.OutboxId);
        bool? isGenuine = tag is null ? null : ofTag is not null && returns!.IsGenuine(tag, ofTag.EnvelopeTo);
        var ofId = read
            .OutboxIds.Select(id => DeliveryTable.MailOf(transaction, id))
            .FirstOrDefault(one => one is not null);
        return ReturnMatch.Of(read, ofTag, isGenuine, ofId, time.Now);
    }

    private void LogTaken(ReturnMatch match)
    {
        var (verdict, note, mail) = (match.Verdict, match.Verdict.Note.Code(), match.Mail);
        TakenIn(verdict.Class, note, mail?.Id);
        if (verdict.Class == ReturnClass.Account)
            OursToMend(mail?.Id, note, verdict.Status);
        if (
            mail is { CaregiverId: null }
            && verdict.Class is ReturnClass.Hard or ReturnClass.Soft or ReturnClass.Complaint
        )
            NotToACaregiver(mail!.Id, mail.Kind, note);
        if (
            verdict.Note == ReturnNote.Forged
            && database.Read(transaction => ReturnTable.CountForged(transaction, time.Now.AddDays(-1))) > ForgedADay
        )
            ManyForged(ForgedADay);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A message came back: {Class} ({Note}), mail {Mail}")]
    private partial void TakenIn(ReturnClass @class, string note, string? mail);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Mail} was refused for what we are or send: {Note}, {Status}; see docs/mail.md"
    )]
    private partial void OursToMend(string? mail, string note, string? status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} ({Kind}) to staff came back: {Note}")]
    private partial void NotToACaregiver(string mail, string kind, string note);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "More than {Count} messages with a false tag came back in a day: somebody guesses"
    )]
    private partial void ManyForged(int count);
}
