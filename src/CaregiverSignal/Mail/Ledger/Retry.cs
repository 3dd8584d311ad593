using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>What an attempt's outcome means for the mail (mail.md sections 1.5 and 1.6, our choices).</summary>
public static class Retry
{
    private static readonly TimeSpan[] Greylisted = Breaker.Minutes(6, 15, 30, 60, 120);
    private static readonly TimeSpan[] MailboxFull = Breaker.Minutes(240, 720, 1440);
    private static readonly TimeSpan[] Other = Breaker.Minutes(5, 15, 45, 120, 240, 480);

    /// <summary>How long a mail of unknown fate waits before the same bytes are sent once more.</summary>
    public static readonly TimeSpan UnsureAgain = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long after a pause of the relay a mail with trouble of its own waits, so that another one tries the relay
    /// first.
    /// </summary>
    private static readonly TimeSpan BehindTheOthers = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest wait between two attempts at a mail to staff, except at a full mailbox (our choice).
    /// </summary>
    private static readonly TimeSpan StaffWaits = TimeSpan.FromMinutes(15);

    /// <param name="relay">The state after this attempt.</param>
    public static Settlement Settle(LeasedMail mail, SendOutcome outcome, RelayState relay, DateTimeOffset now)
    {
        var settled = new Settlement(
            MailState.Ready,
            null,
            mail.Attempts,
            mail.UnsureCount,
            now,
            outcome.Stage,
            outcome.Code,
            outcome.Enhanced,
            outcome.Note
        )
        {
            RetryClass = mail.RetryClass,
            ClassAttempts = mail.ClassAttempts,
            FirstPutOffAt = mail.FirstPutOffAt,
            QueuedAs = outcome.QueuedAs,
        };
        return outcome.Result switch
        {
            SendResult.Sent => settled with { State = MailState.Sent, Attempts = mail.Attempts + 1 },
            SendResult.NotSentPermanent => settled with { State = MailState.Failed, Attempts = mail.Attempts + 1 },
            SendResult.Unsure => settled with
            {
                State = MailState.Unsure,
                UnsureCount = mail.UnsureCount + 1,
                NextTryAt = now + UnsureAgain,
            },
            _ => Again(mail, outcome, settled, relay, now),
        };
    }

    private static Settlement Again(
        LeasedMail mail,
        SendOutcome outcome,
        Settlement settled,
        RelayState relay,
        DateTimeOffset now
    )
    {
        if (Breaker.IsNobodysFault(outcome))
            return settled with
            {
                State = MailState.Ready,
                NextTryAt = outcome.Note == SendNote.StoreFailed ? now + BehindTheOthers : now,
            };
        var pausedUntil = Breaker.PausedUntil(relay, mail.Urgent) is { } until && until > now ? until : now;
        var (reason, waits, most) = ClassOf(outcome);
        if (reason is null)
            return settled with { State = MailState.Ready, NextTryAt = pausedUntil };

        var attempts = outcome.Scope == SendScope.Message ? mail.Attempts + 1 : mail.Attempts;
        var ofClass = mail.RetryClass == reason ? mail.ClassAttempts + 1 : 1;
        var wait = waits[Math.Min(ofClass, waits.Length) - 1];
        if (mail.Urgent && waits != MailboxFull && waits != Breaker.Account)
        {
            // Mail to staff is tried so often that its last moment ends it, and not the number of tries.
            (wait, most) = (wait < StaffWaits ? wait : StaffWaits, int.MaxValue);
        }

        var next = now + Jittered(wait, mail.Id);
        // When an operator sends a mail again, its attempts start from zero.
        var first =
            attempts == 0 ? null
            : mail.Attempts == 0 ? now
            : mail.FirstPutOffAt;
        if (ofClass >= most || next > first + TriedFor(mail))
            return settled with
            {
                State = MailState.Failed,
                Attempts = attempts,
                Note = outcome.Note ?? SendNote.GaveUp,
            };
        return settled with
        {
            State = MailState.Ready,
            Attempts = attempts,
            FirstPutOffAt = first,
            RetryClass = reason,
            ClassAttempts = ofClass,
            NextTryAt =
                pausedUntil > now && next < pausedUntil + BehindTheOthers ? pausedUntil + BehindTheOthers : next,
        };
    }

    /// <summary>
    /// The retry class of an outcome. Each class counts separately: a full mailbox is no worse for earlier greylisting.
    /// </summary>
    /// <returns>None where only the connection is in trouble.</returns>
    private static (RetryClass? Class, TimeSpan[] Waits, int Most) ClassOf(SendOutcome outcome) =>
        outcome switch
        {
            { Scope: SendScope.Account, Stage: "rcpt" } => (RetryClass.Account, Breaker.Account, int.MaxValue),
            // The relay may fail on this very mail, so those behind it get a turn.
            { Scope: not SendScope.Message, Stage: "mail" or "rcpt" or "data" or "body" or "final" } => (
                RetryClass.Dialogue,
                Breaker.Connection,
                int.MaxValue
            ),
            { Scope: not SendScope.Message } => (null, [], int.MaxValue),
            { Enhanced: "4.2.2" or "5.2.2" } or { Code: 552, Stage: "rcpt" } => (RetryClass.Full, MailboxFull, 3),
            { Code: 450 or 451, Stage: "rcpt" or "data" or "final" } or { Enhanced: "4.7.1" or "4.2.0" } => (
                RetryClass.Greylist,
                Greylisted,
                int.MaxValue
            ),
            _ => (RetryClass.Other, Other, 8),
        };

    /// <summary>How long a deferred mail is retried; null for as long as it makes sense (mail.md 1.6).</summary>
    /// <remarks>
    /// Counted from the first time that the relay deferred this mail, and checked after an attempt: a mail that waited
    /// for a window, a weekend or a relay in trouble still gets one.
    /// </remarks>
    private static TimeSpan? TriedFor(LeasedMail mail) =>
        mail.TriedForHours is { } hours ? TimeSpan.FromHours(hours) : null;

    /// <summary>
    /// The wait, up to a tenth more or less, always the same for the same mail: mails deferred together do not come
    /// back together.
    /// </summary>
    private static TimeSpan Jittered(TimeSpan wait, string id)
    {
        var sum = id.Aggregate(100u, (sum, c) => unchecked((sum * 31) + c));
        return wait * ((900 + (sum % 201)) / 1000.0);
    }
}

/// <summary>A mail's row after an attempt.</summary>
public sealed record Settlement(
    MailState State,
    DateTimeOffset? NextTryAt,
    int Attempts,
    int UnsureCount,
    DateTimeOffset At,
    string? Stage,
    int? Code,
    string? Enhanced,
    SendNote? Note
)
{
    /// <summary>Null while it was not put off yet.</summary>
    public RetryClass? RetryClass { get; init; }

    public int ClassAttempts { get; init; }

    public DateTimeOffset? FirstPutOffAt { get; init; }

    public string? QueuedAs { get; init; }
}
