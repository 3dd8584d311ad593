namespace CaregiverSignal.Mail;

/// <summary>What an attempt's outcome means for the mail: pure (mail.md sections 1.5 and 1.6, our choices).</summary>
public static class Retry
{
    private static readonly TimeSpan[] Connection = Minutes(1, 2, 5, 10, 20, 30);
    private static readonly TimeSpan[] Account = Minutes(5, 15, 30, 60);
    private static readonly TimeSpan[] SignIn = Minutes(30, 60);
    private static readonly TimeSpan[] Greylisted = Minutes(6, 15, 30, 60, 120);
    private static readonly TimeSpan[] MailboxFull = Minutes(240, 720, 1440);
    private static readonly TimeSpan[] Other = Minutes(5, 15, 45, 120, 240, 480);

    /// <summary>How long a mail whose fate is unknown waits before the same bytes go once more.</summary>
    public static readonly TimeSpan UnsureAgain = TimeSpan.FromMinutes(15);

    /// <summary>Whether an outcome is about the relay, so that every other mail would meet the same.</summary>
    public static bool IsOfRelay(SendOutcome outcome) =>
        outcome is { Result: SendResult.NotSentRetry, Scope: not SendScope.Message, Note: not (SendNote.Stopped or SendNote.LeaseLost) };

    /// <param name="connectionFailures">How many attempts in a row could not reach or use the relay, this one included.</param>
    public static Settlement Settle(LeasedMail mail, SendOutcome outcome, int connectionFailures, DateTimeOffset now)
    {
        var settled = new Settlement("", null, mail.Attempts, mail.UnsureCount, now, outcome.Stage, outcome.Code, outcome.Enhanced, outcome.Note);
        return outcome.Result switch
        {
            SendResult.Sent => settled with { State = "sent", Attempts = mail.Attempts + 1 },
            SendResult.NotSentPermanent => settled with { State = "failed", Attempts = mail.Attempts + 1 },
            SendResult.Unsure => settled with { State = "unsure", UnsureCount = mail.UnsureCount + 1, NextTryAt = now + UnsureAgain },
            _ => Again(mail, outcome, settled, connectionFailures, now),
        };
    }

    private static Settlement Again(LeasedMail mail, SendOutcome outcome, Settlement settled, int connectionFailures, DateTimeOffset now)
    {
        if (outcome.Note is SendNote.Stopped or SendNote.LeaseLost) return settled with { State = "ready", NextTryAt = now };
        if (outcome.Scope != SendScope.Message)
        {
            var pauses = outcome.Scope == SendScope.Connection ? Connection : outcome.Stage == "auth" ? SignIn : Account;
            return settled with { State = "ready", NextTryAt = now + Nth(pauses, connectionFailures) };
        }

        var attempts = mail.Attempts + 1;
        var (waits, most) = outcome switch
        {
            { Code: 450 or 451, Stage: "rcpt" or "final" } or { Enhanced: "4.7.1" or "4.2.0" } => (Greylisted, int.MaxValue),
            { Enhanced: "4.2.2" or "5.2.2" } or { Code: 552, Stage: "rcpt" } => (MailboxFull, 3),
            _ => (Other, 8),
        };
        return attempts >= most
            ? settled with { State = "failed", Attempts = attempts, Note = outcome.Note ?? "gave up" }
            : settled with { State = "ready", Attempts = attempts, NextTryAt = now + Nth(waits, attempts) };
    }

    private static TimeSpan Nth(TimeSpan[] waits, int count) => waits[Math.Clamp(count - 1, 0, waits.Length - 1)];

    private static TimeSpan[] Minutes(params int[] minutes) => [.. minutes.Select(minute => TimeSpan.FromMinutes(minute))];
}

/// <summary>A mail's row after an attempt.</summary>
public sealed record Settlement(
    string State,
    DateTimeOffset? NextTryAt,
    int Attempts,
    int UnsureCount,
    DateTimeOffset At,
    string? Stage,
    int? Code,
    string? Enhanced,
    string? Note);
