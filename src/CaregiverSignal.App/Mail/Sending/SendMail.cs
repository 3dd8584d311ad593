using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sms;

namespace CaregiverSignal.Mail.Sending;

/// <summary>
/// How fast and when mail to caregivers may go; 0 for no limit. Mail to staff counts towards the minute's limit, but
/// does not wait for it.
/// </summary>
/// <param name="PerDay">Messages to caregivers in any 24 hours; the next one waits.</param>
/// <param name="Sms">The domain that makes text messages, which has a limit of its own for a day; null for
/// none.</param>
public sealed record SendRate(int PerMinute, int PerDomainPerMinute, int PerDay, MailWindow Window, string? Sms = null);

/// <summary>Sends one mail that is due, and records its outcome; false when none may go now.</summary>
/// <remarks>
/// A mail is marked in the store before it is handed over, and settled after the answer; the verdict on one and the
/// mark on the next share a commit. What a crash leaves marked goes again where a second copy does no harm, and is
/// otherwise shown as perhaps sent. A verdict that the store does not take is kept here, and written before anything
/// else is done.
/// </remarks>
public sealed partial class SendMail(
    Database database,
    IMailSender sender,
    Func<SendRate> inForce,
    SiteTime time,
    ILogger<SendMail> log
)
{
    /// <summary>Longer than the longest conversation: what was begun before is of a program that is gone.</summary>
    private static readonly TimeSpan LongestAttempt =
        RelaySender.LongestBeforeData + RelaySender.LongestVerdict + TimeSpan.FromMinutes(5);

    /// <summary>The verdict that the store does not have yet, or does not have for sure.</summary>
    private AttemptResult? unwritten;

    public bool RunOne(CancellationToken stop = default)
    {
        var isDone = TryNext(stop);
        WriteVerdict();
        return isDone;
    }

    /// <returns>How many attempts were made.</returns>
    public int RunWhile(Func<bool> goesOn, CancellationToken stop)
    {
        var done = 0;
        while (goesOn() && TryNext(stop))
            done++;
        WriteVerdict();
        return done;
    }

    /// <summary>Whether there is a mail whose time has come, or a verdict to write: one question to the store.</summary>
    public bool HasWork() =>
        unwritten is not null || database.Read(transaction => MailQueue.HasReady(transaction, time.Now));

    public void WriteVerdict()
    {
        if (unwritten is not null)
            Write(_ => 0);
    }

    /// <summary>Settles what an earlier run of the program left, and lets the relay be tried at once.</summary>
    public void RecoverAtStart(bool triesRelay = false) =>
        database.Write(transaction =>
        {
            if (triesRelay)
                SendHoldTable.Set(transaction, new Relay());
            return MailQueue.Recover(transaction, DateTimeOffset.MaxValue, sender.RepeatIsHarmless, time.Now);
        });

    /// <summary>Tidies the ledger: what a crash left, and mail that is too late.</summary>
    public void TidyUp()
    {
        WriteVerdict();
        var now = time.Now;
        var expired = database.Write(transaction =>
        {
            MailQueue.Recover(transaction, now - LongestAttempt, repeatIsHarmless: false, now);
            return MailQueue.Expire(transaction, now);
        });
        if (expired > 0)
            TooLate(expired);
    }

    private bool TryNext(CancellationToken stop)
    {
        if (Next(stop) is not { } mail)
            return false;
        unwritten = AttemptResult.Of(mail, Attempt(mail, stop), time.Now);
        return true;
    }

    /// <summary>The next mail, marked; null when none may go, or the relay takes none.</summary>
    private ClaimedMail? Next(CancellationToken stop)
    {
        if (stop.IsCancellationRequested || !(sender.IsConnected || Connects(stop)))
            return null;
        return Write(transaction =>
            MayGo(transaction, time.Now) is { } may ? MailQueue.Claim(transaction, may, time.Now) : null
        );
    }

    private bool Connects(CancellationToken stop)
    {
        var isDue = database.Read(transaction =>
            MayGo(transaction, time.Now) is { } may && MailQueue.HasDue(transaction, may, time.Now)
        );
        if (!isDue)
            return false;
        if (sender.ConnectAsync(stop).GetAwaiter().GetResult() is not { } trouble)
            return true;
        var (before, after) = Write(transaction => Note(transaction, trouble, isUrgent: false, time.Now));
        LogPause(before, after);
        return false;
    }

    /// <summary>Which mail may go now; null when none may.</summary>
    private MayGo? MayGo(Transaction transaction, DateTimeOffset now)
    {
        var (relay, pace) = (SendHoldTable.Relay(transaction), inForce());
        var held = SendHold.WhyHeld(transaction);
        if (held is not (null or HoldReason.Clock) || relay.IsPausedForStaff(now))
            return null;
        if (held is not null)
            return new MayGo(UrgentOnly: true, [], StaffWaitsOnly: true);
        if (
            relay.IsPaused(now)
            || !pace.Window.Contains(now, time)
            || (pace.PerDay > 0 && MailQueue.CountToCaregivers(transaction, now.AddDays(-1)) >= pace.PerDay)
        )
            return new MayGo(UrgentOnly: true, []);
        var lastMinute = pace is { PerMinute: 0, PerDomainPerMinute: 0 }
            ? []
            : MailQueue.CountByDomain(transaction, now.AddMinutes(-1));
        return new MayGo(
            pace.PerMinute > 0 && lastMinute.Sum(domain => domain.Count) >= pace.PerMinute,
            [
                .. lastMinute
                    .Where(domain => pace.PerDomainPerMinute > 0 && domain.Count >= pace.PerDomainPerMinute)
                    .Select(domain => domain.Domain),
                .. IsFullOfSms(transaction, pace, now) ? [pace.Sms!] : Array.Empty<string>(),
            ]
        );
    }

    private static bool IsFullOfSms(Transaction transaction, SendRate pace, DateTimeOffset now) =>
        pace.Sms is { } gateway && MailQueue.CountTo(transaction, gateway, now.AddDays(-1)) >= SmsGateway.PerDay;

    private SendOutcome Attempt(ClaimedMail mail, CancellationToken stop)
    {
        if (MailTable.HashOf(mail.Bytes) != mail.Sha256)
            return new SendOutcome(SendResult.Refused, "outbox", SendNote.BytesDamaged);
        try
        {
            return sender
                .SendAsync(new OutgoingMail(mail.Id, mail.EnvelopeFrom, mail.EnvelopeTo, mail.Bytes), stop)
                .GetAwaiter()
                .GetResult();
        }
        catch (ArgumentException)
        {
            return new SendOutcome(SendResult.Refused, "outbox", SendNote.ComposedWrongly);
        }
    }

    /// <summary>Writes the verdict that waits, and does something in the same transaction.</summary>
    private T Write<T>(Func<Transaction, T> also)
    {
        var verdict = unwritten;
        var ((before, after), isOurs, result) = database.Write(transaction =>
        {
            transaction.Ahead(() => SendHoldTable.Relay(transaction), () => SendHoldTable.Get(transaction));
            return (
                verdict is null ? default : Note(transaction, verdict.Outcome, verdict.Mail.Urgent, verdict.At),
                verdict is not null && MailQueue.Settle(transaction, verdict),
                also(transaction)
            );
        });
        unwritten = null;
        if (verdict is null)
            return result;
        if (isOurs && verdict.Outcome.Result == SendResult.Sent)
            Sent(verdict.Id, verdict.Mail.Kind);
        else
            NotSent(
                verdict.Id,
                verdict.Mail.Kind,
                verdict.Stage,
                verdict.Outcome.Result,
                verdict.Code,
                verdict.Enhanced,
                isOurs ? "" : "; it was settled or taken up again meanwhile"
            );
        LogPause(before, after);
        return result;
    }

    private static (Relay Before, Relay After) Note(
        Transaction transaction,
        SendOutcome outcome,
        bool isUrgent,
        DateTimeOffset at
    )
    {
        var before = SendHoldTable.Relay(transaction);
        var after = before.After(outcome, isUrgent, at);
        if (after != before)
            SendHoldTable.Set(transaction, after);
        return (before, after);
    }

    private void LogPause(Relay before, Relay after)
    {
        if (after.Stage is null || after.PausedUntil == before.PausedUntil)
            return;
        Paused(after.Stage, after.Code, after.Note?.Code(), $"{after.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} ({Kind}) sent")]
    private partial void Sent(string id, string kind);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}): {Result} at {Stage}, {Code} {Enhanced}{Meanwhile}"
    )]
    private partial void NotSent(
        string id,
        string kind,
        string stage,
        SendResult result,
        int? code,
        string? enhanced,
        string meanwhile
    );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The relay is left alone until {Until}: {Stage}, {Code}, {Note}"
    )]
    private partial void Paused(string stage, int? code, string? note, string until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} mails were not sent in time")]
    private partial void TooLate(int count);
}
