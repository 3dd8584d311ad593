namespace CaregiverSignal.Mail.Senders;

/// <summary>What a relay's reply means for this message and the next, by its codes alone.</summary>
/// <remarks>Codes from RFC 5321, 4954 and 3463; the consequences are our choice (docs/mail.md), so that our own faults
/// never count against a recipient's address.</remarks>
internal static class SmtpVerdict
{
    /// <param name="stage">banner, auth, mail, rcpt, data or final.</param>
    /// <param name="words">The text after the code; only an enhanced status in it is used.</param>
    public static SendOutcome Of(string stage, int code, string words)
    {
        var status = StatusIn(code, words);
        var (result, note) = Meaning(stage, code, status);
        return new SendOutcome(result, stage, note, code, status);
    }

    private static (SendResult, SendNote?) Meaning(string stage, int code, string? status) =>
        (stage, code, status) switch
        {
            ("final", >= 200 and < 300, _) => (SendResult.Sent, null),
            ("final", >= 300 and < 400, _) => (SendResult.Unsure, SendNote.DeliveryUnknown),
            ("final", < 200 or > 599, _) => (SendResult.Unsure, SendNote.UnreadableReply),
            (_, < 400 or > 599, _) => (SendResult.RelayFails, SendNote.UnreadableReply),
            ("banner" or "auth", < 500, _) => (SendResult.RelayFails, SendNote.ServerBusy),
            ("banner", _, _) => (SendResult.RelayRefuses, SendNote.Refused),
            ("auth", _, _) => (SendResult.RelayRefuses, SendNote.SignInRefused),
            (_, 421, _) or ("rcpt", 552, "5.5.3") => (SendResult.RelayFails, SendNote.ServerBusy),
            (_, _, "5.3.4") => (SendResult.Refused, SendNote.TooLarge),
            // A permanent code for a temporary problem; older servers use plain 552 for it.
            (_, 552, "5.2.2") or (_, _, "4.2.2") or ("rcpt", 552, null) => (SendResult.PutOff, SendNote.MailboxFull),
            ("mail" or "final", 552, _) => (SendResult.Refused, SendNote.TooLarge),
            (_, < 500, _) when IsServerTrouble(status) => (SendResult.RelayFails, SendNote.ServerBusy),
            (_, < 500, _) => (SendResult.PutOff, SendNote.Refused),
            // At MAIL the server does not know the recipient, so a refusal is about us.
            ("mail", _, _) or ("data", 503 or 530, _) => (SendResult.RelayRefuses, SendNote.SenderRefused),
            // At RCPT it may be the recipient's own rule.
            ("rcpt", _, _) when IsAboutUs(code, status) || IsUnclear(code, status) => (
                SendResult.PutOff,
                SendNote.SenderRefused
            ),
            ("final", _, not "5.7.1") when IsAboutUs(code, status) => (SendResult.RelayRefuses, SendNote.SenderRefused),
            ("final", _, _) => (SendResult.Refused, SendNote.ContentRefused),
            _ => (SendResult.Refused, SendNote.Refused),
        };

    // 4.3.x is the server itself, 4.5.3 too many recipients, 4.7.5xx a limit on the whole account.
    private static bool IsServerTrouble(string? status) =>
        status is not null
        && (
            status.StartsWith("4.3.", StringComparison.Ordinal)
            || status == "4.5.3"
            || (status.StartsWith("4.7.5", StringComparison.Ordinal) && status.Length == 7)
        );

    // 5.7.x is policy and sign-in; 5.1.7 and 5.1.8 are a bad sender address; 503 is about the conversation.
    private static bool IsAboutUs(int code, string? status) =>
        code is 503 or 530 or 534 or 535 or 538
        || status is "5.1.7" or "5.1.8"
        || status?.StartsWith("5.7.", StringComparison.Ordinal) == true;

    // Without an enhanced status "relay access denied" looks like an unknown recipient, so it is retried for two days.
    private static bool IsUnclear(int code, string? status) =>
        status is null or "5.0.0" && code is not (551 or 552 or 556);

    /// <summary>The status at the start of a line, last line first, unless it contradicts the code.</summary>
    private static string? StatusIn(int code, string words) =>
        words
            .Split('\n', StringSplitOptions.TrimEntries)
            .Reverse()
            .Select(line => line.Split(' ', 2)[0])
            .FirstOrDefault(word =>
                word.Split('.') is [[var first], var subject, var detail]
                && first - '0' == code / 100
                && IsNumber(subject)
                && IsNumber(detail)
            );

    private static bool IsNumber(string text) => text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit);
}
