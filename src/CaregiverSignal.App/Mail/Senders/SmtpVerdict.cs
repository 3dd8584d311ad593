using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Senders;

/// <summary>What a complete reply means at the stage where it came; null means to continue.</summary>
/// <remarks>
/// Codes from RFC 5321, 4954 and 3463; what we do with each is our choice, so that a fault of ours is never held
/// against a reader's address.
/// </remarks>
public static partial class SmtpVerdict
{
    /// <param name="stage">banner, ehlo, starttls, auth, mail, rcpt, data, body or final.</param>
    public static SendOutcome? Of(string stage, SmtpReply reply) =>
        stage switch
        {
            "banner" or "ehlo" => OfGreeting(stage, reply),
            "starttls" => OfStartTls(stage, reply),
            "auth" => OfAuth(stage, reply),
            "mail" => OfMail(stage, reply),
            "rcpt" => OfRecipient(stage, reply),
            "data" => OfData(stage, reply),
            "body" => OfEarly(stage, reply),
            "final" => OfFinal(stage, reply),
            _ => throw new ArgumentOutOfRangeException(nameof(stage)),
        };

    private static SendOutcome? OfGreeting(string stage, SmtpReply reply) =>
        reply.Class switch
        {
            2 => null,
            4 => Busy(stage, reply),
            5 => Account(stage, reply, SendNote.Refused),
            _ => Garbage(stage, reply),
        };

    private static SendOutcome? OfStartTls(string stage, SmtpReply reply) =>
        reply switch
        {
            { Code: 220 } => null,
            { Class: 4 } => Busy(stage, reply),
            { Class: 5 } => Account(stage, reply, SendNote.NoStartTls),
            _ => Garbage(stage, reply),
        };

    private static SendOutcome? OfAuth(string stage, SmtpReply reply) =>
        reply switch
        {
            { Code: 235 or 334 } => null,
            { Class: 4 } => Busy(stage, reply),
            { Class: 5 } => Account(stage, reply, SendNote.SignInRefused),
            _ => Garbage(stage, reply),
        };

    // At MAIL the server knows nothing about the reader, so any permanent refusal except for the size is about us.
    private static SendOutcome? OfMail(string stage, SmtpReply reply) =>
        reply switch
        {
            { Class: 2 } => null,
            _ when IsSize(reply) || reply.Code == 552 => Permanent(stage, reply, SendNote.TooLarge),
            // We ask for SMTPUTF8 only for a recipient who needs it.
            { Enhanced: "5.6.7" } => Permanent("rcpt", reply, SendNote.NeedsSmtpUtf8),
            { Class: 5 } => Account(stage, reply, SendNote.SenderRefused),
            _ => OfCommand(stage, reply),
        };

    private static SendOutcome? OfRecipient(string stage, SmtpReply reply) =>
        reply switch
        {
            { Class: 2 } => null,
            _ when IsSize(reply) => Permanent(stage, reply, SendNote.TooLarge),
            { Code: 552, Enhanced: "5.5.3" } => Busy(stage, reply),
            // A permanent code for a temporary problem; older servers use plain 552 for it.
            { Code: 552, Enhanced: "5.2.2" or null } or { Code: 452, Enhanced: "4.2.2" } => Retry(
                stage,
                reply,
                SendNote.MailboxFull
            ),
            { Class: 5 } when IsAboutUs(reply) || IsPlainlyAboutUs(reply) => Account(
                stage,
                reply,
                SendNote.SenderRefused
            ),
            _ => OfCommand(stage, reply),
        };

    private static SendOutcome? OfData(string stage, SmtpReply reply) =>
        reply switch
        {
            { Code: 354 } => null,
            { Code: 503 or 530 } => Account(stage, reply, SendNote.SenderRefused),
            _ => OfCommand(stage, reply),
        };

    // A reply while we were still writing: nothing has been delivered, so even a 2xx is no acceptance.
    private static SendOutcome OfEarly(string stage, SmtpReply reply) =>
        reply.Class is 4 or 5 ? OfFinal(stage, reply) : Garbage(stage, reply);

    private static SendOutcome OfFinal(string stage, SmtpReply reply) =>
        reply switch
        {
            { Class: 2 } => new SendOutcome(SendResult.Sent, SendScope.Message, stage, reply.Code, reply.Enhanced),
            { Class: 3 } => new SendOutcome(
                SendResult.Unsure,
                SendScope.Message,
                stage,
                reply.Code,
                reply.Enhanced,
                SendNote.DeliveryUnknown
            ),
            _ when IsSize(reply) || reply is { Code: 552, Enhanced: not "5.2.2" } => Permanent(
                stage,
                reply,
                SendNote.TooLarge
            ),
            { Code: 552 } => Retry(stage, reply, SendNote.MailboxFull),
            { Class: 5 } when IsAboutUs(reply) && reply.Enhanced is not "5.7.1" => Account(
                stage,
                reply,
                SendNote.SenderRefused
            ),
            { Class: 5 } => Permanent(stage, reply, SendNote.ContentRefused),
            _ => OfCommand(stage, reply),
        };

    private static SendOutcome OfCommand(string stage, SmtpReply reply) =>
        reply switch
        {
            { Code: 421 } => Busy(stage, reply),
            { Class: 4 } when IsServerTrouble(reply) => Busy(stage, reply),
            { Class: 4 } => Retry(stage, reply, reply.Enhanced == "4.2.2" ? SendNote.MailboxFull : SendNote.Refused),
            { Class: 5 } => Permanent(stage, reply, SendNote.Refused),
            _ => Garbage(stage, reply),
        };

    private static bool IsSize(SmtpReply reply) => reply.Enhanced == "5.3.4";

    // 4.3.x is the server itself, 4.5.3 too many recipients, 4.7.5xx a limit on the whole account.
    private static bool IsServerTrouble(SmtpReply reply) =>
        reply.Enhanced is { } status
        && (
            status.StartsWith("4.3.", StringComparison.Ordinal)
            || status == "4.5.3"
            || (status.StartsWith("4.7.5", StringComparison.Ordinal) && status.Length == 7)
        );

    // 5.7.x is policy and sign-in; 5.1.7 and 5.1.8 are a bad sender address.
    private static bool IsAboutUs(SmtpReply reply) =>
        reply.Code is 530 or 534 or 535 or 538
        || reply.Enhanced is "5.1.7" or "5.1.8"
        || reply.Enhanced?.StartsWith("5.7.", StringComparison.Ordinal) == true;

    // 503 is about the conversation. Without an enhanced status, 554 is "relay access denied" at least as often as
    // something about a reader, and the other five mean that the server does not know the command; for 550 to 553 only
    // the words decide.
    private static bool IsPlainlyAboutUs(SmtpReply reply) =>
        reply.Code == 503
        || (
            reply.Enhanced is null or "5.0.0"
            && (reply.Code is 500 or 502 or 504 or 554 or 555 || reply.Lines.Any(line => SpeaksOfUs().IsMatch(line)))
        );

    [GeneratedRegex(
        @"\brelay(ing)? (access |is )?(denied|not|prohibited)|\bto relay\b|rcpthosts|authenticat|\b(sign|log)[ -]?in\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        200
    )]
    private static partial Regex SpeaksOfUs();

    private static SendOutcome Busy(string stage, SmtpReply reply) =>
        new(SendResult.NotSentRetry, SendScope.Connection, stage, reply.Code, reply.Enhanced, SendNote.ServerBusy);

    private static SendOutcome Retry(string stage, SmtpReply reply, SendNote note) =>
        new(SendResult.NotSentRetry, SendScope.Message, stage, reply.Code, reply.Enhanced, note);

    private static SendOutcome Account(string stage, SmtpReply reply, SendNote note) =>
        new(SendResult.NotSentRetry, SendScope.Account, stage, reply.Code, reply.Enhanced, note);

    private static SendOutcome Permanent(string stage, SmtpReply reply, SendNote note) =>
        new(SendResult.NotSentPermanent, SendScope.Message, stage, reply.Code, reply.Enhanced, note);

    private static SendOutcome Garbage(string stage, SmtpReply reply) =>
        new(SendResult.NotSentRetry, SendScope.Connection, stage, reply.Code, reply.Enhanced, SendNote.UnreadableReply);
}
