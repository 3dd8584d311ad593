using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.Sending;

/// <summary>
/// How fast and when mail to caregivers may go; 0 for no limit. Mail to staff counts towards the minute's limit, but
/// does not wait for it.
/// </summary>
/// <param name="PerDay">Messages to caregivers in any 24 hours; the next one waits.</param>
public sealed record Pace(int PerMinute, int PerDomainPerMinute, int PerDay, MailWindow Window);

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
    Pace pace,
    SiteTime time,
    ILogger<SendMail> log,
    MailMeasures? measures = null
)
{
    /// <summary>Longer than the longest conversation: what was begun before is of a program that is gone.</summary>
    private static readonly TimeSpan LongestAttempt =
        RelaySender.LongestBeforeData + RelaySender.LongestVerdict + TimeSpan.FromMinutes(5);

    /// <summary>The verdict that the store does not have yet, or does not have for sure.</summary>
    private Verdict? unwritten;

    public bool RunOne() => RunOne(CancellationToken.None);

    public bool RunOne(CancellationToken stop)
    {
        if (Next(stop) is not { } mail)
            return false;
        Attempt(mail, stop);
        WriteVerdict();
        return true;
    }

    /// <summary>Sends one mail after another.</summary>
    /// <returns>How many attempts were made.</returns>
    public int RunWhile(Func<bool> goesOn, CancellationToken stop)
    {
        var done = 0;
        while (goesOn() && Next(stop) is { } mail)
        {
            Attempt(mail, stop);
            done++;
        }

        WriteVerdict();
        return done;
    }

    /// <summary>Writes the verdict that the store does not have yet, if there is one.</summary>
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
            return MailSendingTable.Recover(transaction, DateTimeOffset.MaxValue, sender.RepeatIsHarmless, time.Now);
        });

    /// <summary>Tidies the ledger: what a crash left, mail that is too late, late alerts to report.</summary>
    public void TidyUp()
    {
        WriteVerdict();
        var now = time.Now;
        var (expired, late) = database.Write(transaction =>
        {
            MailSendingTable.Recover(transaction, now - LongestAttempt, repeatIsHarmless: false, now);
            return (MailSendingTable.Expire(transaction, now), MailSendingTable.ReportLate(transaction, now));
        });
        foreach (var group in expired.GroupBy(mail => (mail.Kind, mail.State)))
            TooLate(group.Count(), group.Key.Kind, group.Key.State.Code());
        foreach (var mail in late)
            Late(mail.Id, mail.Kind, mail.State.Code());
    }

    /// <summary>The next mail, marked; null when none may go, or the relay takes none.</summary>
    private ClaimedMail? Next(CancellationToken stop)
    {
        if (stop.IsCancellationRequested || database.Read(transaction => NextId(transaction, time.Now)) is not { } id)
        {
            WriteVerdict();
            return null;
        }

        if (sender.ConnectAsync(stop).GetAwaiter().GetResult() is { } trouble)
        {
            if (trouble.Note != SendNote.Stopped)
                NoteTrouble(id, trouble);
            return null;
        }

        return Write(transaction => ClaimReadable(transaction, time.Now));
    }

    private string? NextId(Transaction transaction, DateTimeOffset now) =>
        MayGo(transaction, now) is { } may ? MailSendingTable.Next(transaction, may, now) : null;

    /// <summary>Which mail may go now; null when none may.</summary>
    private MayGo? MayGo(Transaction transaction, DateTimeOffset now)
    {
        var relay = SendHoldTable.Relay(transaction);
        if (SendHold.WhyHeld(transaction, now) is not null || relay.IsPausedForStaff(now))
            return null;
        if (
            relay.IsPaused(now)
            || !pace.Window.Contains(now, time)
            || (pace.PerDay > 0 && MailSendingTable.CountToCaregivers(transaction, now.AddDays(-1)) >= pace.PerDay)
        )
            return new MayGo(UrgentOnly: true, []);
        var lastMinute = pace is { PerMinute: 0, PerDomainPerMinute: 0 }
            ? []
            : MailSendingTable.CountByDomain(transaction, now.AddMinutes(-1));
        return new MayGo(
            pace.PerMinute > 0 && lastMinute.Sum(domain => domain.Count) >= pace.PerMinute,
            [
                .. lastMinute
                    .Where(domain => pace.PerDomainPerMinute > 0 && domain.Count >= pace.PerDomainPerMinute)
                    .Select(domain => domain.Domain),
            ]
        );
    }

    /// <summary>
    /// Ends a mail whose row cannot be read like one whose bytes are damaged, so that the mail behind it goes.
    /// </summary>
    private ClaimedMail? ClaimReadable(Transaction transaction, DateTimeOffset now)
    {
        while (MayGo(transaction, now) is { } may)
        {
            try
            {
                return MailSendingTable.Claim(transaction, may, now);
            }
            catch (UnreadableRowException bad) when (bad.Key is { } id)
            {
                MailSendingTable.EndUnreadable(transaction, id, now);
            }
        }

        return null;
    }

    private void Attempt(ClaimedMail mail, CancellationToken stop)
    {
        var outcome =
            Convert.ToHexStringLower(SHA256.HashData(mail.Bytes)) == mail.Sha256
                ? HandOver(mail, stop)
                : Hopeless(SendNote.BytesDamaged);
        unwritten = new Verdict(mail, outcome, time.Now);
    }

    private SendOutcome HandOver(ClaimedMail mail, CancellationToken stop)
    {
        try
        {
            return sender
                .SendAsync(new OutgoingMail(mail.Id, mail.EnvelopeFrom, mail.EnvelopeTo, mail.Bytes), stop)
                .GetAwaiter()
                .GetResult();
        }
        catch (ArgumentException)
        {
            return Hopeless(SendNote.ComposedWrongly);
        }
    }

    private static SendOutcome Hopeless(SendNote note) => new(SendResult.Refused, "outbox", note);

    /// <summary>Writes the verdict that waits, and does something in the same transaction.</summary>
    private T Write<T>(Func<Transaction, T> also)
    {
        var verdict = unwritten;
        var (settled, result) = database.Write(transaction =>
            (verdict is null ? null : Settle(transaction, verdict), also(transaction))
        );
        unwritten = null;
        if (settled is not null)
            LogOutcome(verdict!, settled);
        return result;
    }

    private static Settled Settle(Transaction transaction, Verdict verdict)
    {
        var (mail, outcome, at) = verdict;
        var before = SendHoldTable.Relay(transaction);
        var after = before.After(outcome, at);
        if (after != before)
            SendHoldTable.Set(transaction, after);
        var isOurs = MailSendingTable.Settle(transaction, mail, Retry.Settle(mail, outcome, at), outcome, at);
        return new Settled(before, after, isOurs);
    }

    /// <summary>The relay takes no mail: all wait, and the next one says why.</summary>
    private void NoteTrouble(string id, SendOutcome trouble)
    {
        var (before, after) = Write(transaction =>
        {
            var before = SendHoldTable.Relay(transaction);
            var after = before.After(trouble, time.Now);
            SendHoldTable.Set(transaction, after);
            MailSendingTable.NoteTrouble(transaction, id, trouble);
            return (before, after);
        });
        LogPause(before, after);
    }

    private void LogOutcome(Verdict verdict, Settled settled)
    {
        var (mail, outcome, _) = verdict;
        measures?.Attempted(mail.Kind, outcome.Result);
        if (!settled.IsOurs)
            NotOurs(mail.Id, mail.Kind, outcome.Result);
        else if (outcome.Result == SendResult.Sent)
            Sent(mail.Id, mail.Kind);
        else if (outcome.Result == SendResult.Unsure)
            Unsure(mail.Id, mail.Kind, outcome.Stage);
        else
            NotSent(mail.Id, mail.Kind, outcome.Stage, outcome.Result, outcome.Code, outcome.Enhanced);
        LogPause(settled.Before, settled.After);
    }

    private void LogPause(Relay before, Relay after)
    {
        if (before.Stage is not null || after.Stage is null)
            return;
        Paused(after.Stage, after.Code, after.Note?.Code(), $"{after.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}");
        measures?.Paused();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} ({Kind}) sent")]
    private partial void Sent(string id, string kind);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}) not sent: {Result} at {Stage}, {Code} {Enhanced}"
    )]
    private partial void NotSent(string id, string kind, string stage, SendResult result, int? code, string? enhanced);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}) may or may not have been sent: no answer at {Stage}"
    )]
    private partial void Unsure(string id, string kind, string stage);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}) was settled or taken up again meanwhile; its verdict was {Result}"
    )]
    private partial void NotOurs(string id, string kind, SendResult result);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The relay is left alone until {Until}: {Stage}, {Code}, {Note}"
    )]
    private partial void Paused(string stage, int? code, string? note, string until);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} mails ({Kind}) were not sent in time and are {State} now"
    )]
    private partial void TooLate(int count, string kind, string state);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Mail {Id} ({Kind}) was not with the relay in time; it is {State}"
    )]
    private partial void Late(string id, string kind, string state);

    private sealed record Verdict(ClaimedMail Mail, SendOutcome Outcome, DateTimeOffset At);

    private sealed record Settled(Relay Before, Relay After, bool IsOurs);
}
