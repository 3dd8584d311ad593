using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sms;

namespace CaregiverSignal.Mail.Sending;

/// <summary>How fast and when messages to caregivers may be sent; 0 for no limit. Messages to staff count towards the
/// limit per minute but do not wait for it.</summary>
/// <param name="PerDay">Messages to caregivers in any 24 hours; the next one waits.</param>
/// <param name="Sms">The gateway's domain for text messages, which has its own daily limit; null for none.</param>
public sealed record SendRate(int PerMinute, int PerDomainPerMinute, int PerDay, MailWindow Window, string? Sms = null)
{
    /// <inheritdoc cref="MailSettings.IsSaid"/>
    public bool IsSaid { get; init; } = true;
}

/// <summary>Sends due messages, and records their outcomes.</summary>
/// <remarks>A message is marked before it is handed over and settled after the answer; one's outcome and the next one's
/// mark share a commit. A message that a crash leaves marked is resent if a second copy does no harm, and otherwise
/// shown as possibly sent. An outcome that cannot be stored is kept and written first. With a relay only one message is
/// marked at a time, so that a crash leaves at most one in doubt.</remarks>
public sealed partial class SendMail(
    Database database,
    IMailSender sender,
    Func<SendRate> inForce,
    SiteTime time,
    ILogger<SendMail> log
)
{
    /// <summary>Longer than the longest conversation: an older attempt belongs to a program that is gone.</summary>
    private static readonly TimeSpan LongestAttempt =
        RelaySender.LongestBeforeData + RelaySender.LongestVerdict + TimeSpan.FromMinutes(5);

    /// <summary>How many messages share a commit if a repeat is harmless.</summary>
    private const int MostTogether = 20;

    /// <summary>Outcomes that are not yet, or not certainly, stored.</summary>
    private readonly List<AttemptResult> unwritten = [];

    /// <returns>False if none may be sent now.</returns>
    public async Task<bool> RunOneAsync(CancellationToken stop = default)
    {
        var isDone = await TryNextAsync(1, stop) > 0;
        await WriteVerdictsAsync();
        return isDone;
    }

    /// <returns>How many attempts were made.</returns>
    public async Task<int> RunWhileAsync(Func<bool> goesOn, CancellationToken stop)
    {
        var done = 0;
        while (goesOn() && await TryNextAsync(sender.RepeatIsHarmless ? MostTogether : 1, stop) is > 0 and var tried)
            done += tried;
        await WriteVerdictsAsync();
        return done;
    }

    /// <summary>Whether a message is due or an outcome is to be stored; one query.</summary>
    public async Task<bool> HasWorkAsync() =>
        unwritten.Count > 0 || await database.ReadAsync(transaction => MailQueue.HasReady(transaction, time.Now));

    public async Task WriteVerdictsAsync()
    {
        if (unwritten.Count > 0)
            await WriteAsync(_ => Task.FromResult(0));
    }

    /// <summary>Settles what an earlier run of the program left, and optionally retries the relay
    /// immediately.</summary>
    public Task RecoverAtStartAsync(bool triesRelay = false, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (triesRelay)
                    await SendHoldTable.Set(transaction, (await SendHoldTable.Relay(transaction)).Afresh());
                return await MailQueue.Recover(transaction, DateTimeOffset.MaxValue, sender.RepeatIsHarmless, time.Now);
            },
            stop
        );

    /// <summary>Settles what a crash left, and expires messages that are too late.</summary>
    public async Task TidyUpAsync()
    {
        await WriteVerdictsAsync();
        var now = time.Now;
        var expired = await database.WriteAsync(async transaction =>
        {
            await MailQueue.Recover(transaction, now - LongestAttempt, sender.RepeatIsHarmless, now);
            return await MailQueue.Expire(transaction, now);
        });
        if (expired > 0)
            TooLate(expired);
    }

    /// <returns>How many there were.</returns>
    private async Task<int> TryNextAsync(int most, CancellationToken stop)
    {
        var (mails, goesOn) = (await NextAsync(most, stop), true);
        foreach (var mail in mails)
        {
            // A relay failure concerns all, and costs the messages behind it no attempt.
            var outcome = goesOn
                ? await AttemptAsync(mail, stop)
                : new SendOutcome(SendResult.PutOff, "outbox", SendNote.Stopped);
            goesOn = goesOn && !outcome.IsOfRelay;
            unwritten.Add(AttemptResult.Of(mail, outcome, time.Now));
        }

        return mails.Count;
    }

    /// <summary>Claims the next messages; none if none may be sent or the relay accepts none.</summary>
    private async Task<List<ClaimedMail>> NextAsync(int most, CancellationToken stop)
    {
        if (stop.IsCancellationRequested || !(sender.IsConnected || await ConnectsAsync(stop)))
            return [];
        return await WriteAsync(async transaction =>
        {
            var claimed = new List<ClaimedMail>();
            while (
                claimed.Count < most
                && await MayGo(transaction, time.Now) is { } may
                && await MailQueue.Claim(transaction, may, time.Now) is { } mail
            )
                claimed.Add(mail);
            return claimed;
        });
    }

    private async Task<bool> ConnectsAsync(CancellationToken stop)
    {
        var isDue = await database.ReadAsync(
            async transaction =>
                await MayGo(transaction, time.Now) is { } may && await MailQueue.HasDue(transaction, may, time.Now),
            CancellationToken.None
        );
        if (!isDue)
            return false;
        if (await sender.ConnectAsync(stop) is not { } trouble)
            return true;
        LogPause(await WriteAsync(transaction => Note(transaction, trouble, isUrgent: false, time.Now)));
        return false;
    }

    /// <summary>Which messages may be sent now; null if none.</summary>
    private async Task<MayGo?> MayGo(Transaction transaction, DateTimeOffset now)
    {
        var (relay, pace) = (await SendHoldTable.Relay(transaction), inForce());
        var held = await SendHold.WhyHeld(transaction);
        if (held is not (null or HoldReason.Clock) || relay.IsPausedForStaff(now))
            return null;
        if (held is not null || !pace.IsSaid)
            return new MayGo(UrgentOnly: true, [], StaffWaitsOnly: true);
        if (
            relay.IsPaused(now)
            || !pace.Window.Contains(now, time)
            || (pace.PerDay > 0 && await MailQueue.CountToCaregivers(transaction, now.AddDays(-1)) >= pace.PerDay)
        )
            return new MayGo(UrgentOnly: true, []);
        var lastMinute = pace is { PerMinute: 0, PerDomainPerMinute: 0 }
            ? []
            : await MailQueue.CountByDomain(transaction, now.AddMinutes(-1));
        return new MayGo(
            pace.PerMinute > 0 && lastMinute.Sum(domain => domain.Count) >= pace.PerMinute,
            [
                .. lastMinute
                    .Where(domain => pace.PerDomainPerMinute > 0 && domain.Count >= pace.PerDomainPerMinute)
                    .Select(domain => domain.Domain),
                .. await IsFullOfSms(transaction, pace, now) ? [pace.Sms!] : Array.Empty<string>(),
            ]
        );
    }

    private static async Task<bool> IsFullOfSms(Transaction transaction, SendRate pace, DateTimeOffset now) =>
        pace.Sms is { } gateway && await MailQueue.CountTo(transaction, gateway, now.AddDays(-1)) >= SmsGateway.PerDay;

    private async Task<SendOutcome> AttemptAsync(ClaimedMail mail, CancellationToken stop)
    {
        if (MailTable.HashOf(mail.Bytes) != mail.Sha256)
            return new SendOutcome(SendResult.Refused, "outbox", SendNote.BytesDamaged);
        try
        {
            return await sender.SendAsync(
                new OutgoingMail(mail.Id, mail.EnvelopeFrom, mail.EnvelopeTo, mail.Bytes),
                stop
            );
        }
        catch (ArgumentException)
        {
            return new SendOutcome(SendResult.Refused, "outbox", SendNote.ComposedWrongly);
        }
    }

    /// <summary>Stores pending outcomes, and runs a function in the same transaction.</summary>
    private async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> also)
    {
        var (settled, result) = await database.WriteAsync(async transaction =>
        {
            return (await unwritten.SelectAsync(verdict => Settle(transaction, verdict)), await also(transaction));
        });
        foreach (var (verdict, (relay, isOurs)) in unwritten.Zip(settled))
        {
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
            LogPause(relay);
        }

        unwritten.Clear();
        return result;
    }

    private async Task<((Relay Before, Relay After) Relay, bool IsOurs)> Settle(
        Transaction transaction,
        AttemptResult verdict
    ) =>
        (
            await Note(transaction, verdict.Outcome, verdict.Mail.Urgent, verdict.At),
            await MailQueue.Settle(transaction, verdict)
        );

    private async Task<(Relay Before, Relay After)> Note(
        Transaction transaction,
        SendOutcome outcome,
        bool isUrgent,
        DateTimeOffset at
    )
    {
        var before = await SendHoldTable.Relay(transaction);
        var after = before.After(outcome, isUrgent, at);
        // A folder recognises a repeat.
        if (outcome.Result == SendResult.Sent && !sender.RepeatIsHarmless)
            after = after with { Relayed = true };
        if (after != before)
            await SendHoldTable.Set(transaction, after);
        return (before, after);
    }

    private void LogPause((Relay Before, Relay After) relay)
    {
        var (before, after) = relay;
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
