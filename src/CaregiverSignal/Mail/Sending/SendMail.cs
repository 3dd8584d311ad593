using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.Sending;

/// <summary>
/// How fast and when mail to caregivers may go; 0 for no limit. Mail to staff counts towards the minute's limit, but
/// does not wait for it (docs/adr/0022).
/// </summary>
/// <param name="DailySendLimit">Messages to caregivers in 24 hours; the next one holds theirs for a day, or until the
/// operator resumes it (docs/adr/0015).</param>
public sealed record Pace(int PerMinute, int PerDomainPerMinute, int DailySendLimit, MailWindow Window);

/// <summary>Sends one mail that is due, and records its outcome; false when none may go now.</summary>
/// <remarks>
/// The order prevents a duplicate mail in all cases but one: claim under a lease, hand over all but the last step,
/// commit "in data", take the last step, commit the verdict. After a crash before "in data" the mail is repeated and
/// nobody has it yet; after a crash later the mail is unsure, and is sent once more, byte for byte (the folder sender
/// recognises it). A verdict that the store does not take is kept here, and written before anything else is done.
/// <para>
/// While a relay simply takes what several workers give it, as many mails are claimed in one write, and the verdict on
/// a mail is written while the next one is handed over. That verdict is on the disk before the next mail takes its last
/// step, so one mail at most is unsure for each worker (docs/adr/0055).
/// </para>
/// <para>
/// A folder takes many mails in one go: one claim, one "in data" and one write of the verdicts are for all of them
/// (docs/adr/0060).
/// </para>
/// </remarks>
public sealed partial class SendMail(
    Database database,
    IMailSender sender,
    Pace pace,
    SiteTime time,
    ILogger<SendMail> log,
    MailMeasures? measures = null,
    SendHold? hold = null
)
{
    /// <summary>Longer than the longest conversation, so that no worker is still busy with an expired lease.</summary>
    private static readonly TimeSpan Lease = RelaySender.HardLimit + RelaySender.FinalLimit + TimeSpan.FromMinutes(5);

    /// <summary>
    /// The most mails of one kind to one staff member in 24 hours, whatever goes wrong (our choice): the first ones
    /// have said that there is something to see. Mail on request is limited where it is requested, so that nobody else
    /// uses up the limit.
    /// </summary>
    private const int StaffMailsADay = 40;

    /// <summary>
    /// The most mails that are claimed in one write (our choice): a form that comes meanwhile waits for some
    /// milliseconds.
    /// </summary>
    private const int MostTogether = 16;

    /// <summary>A relay that takes longer for a mail gets them one by one, as the next would wait for long.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(250);

    /// <summary>The verdicts that the store does not have yet, or does not have for sure.</summary>
    private readonly Queue<Verdict> unwritten = new();

    /// <summary>What was claimed and shall not be sent now, until the store has it back.</summary>
    private readonly List<LeasedMail> unsent = [];

    /// <summary>The write of the first of the verdicts, while the next mail is on its way.</summary>
    private Task<Settled>? writing;

    private bool wasQuick;

    private SharedSending shared = new(time.Provider);

    /// <summary>
    /// How long a stop waits for the verdict on a mail that is being sent; after that its fate is unknown.
    /// </summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Whether it takes only <see cref="MailPriority.Pressing"/> mail.</summary>
    public bool PressingOnly { get; init; }

    /// <summary>The stage at which the relay failed when it was last tried; null when all is well.</summary>
    /// <remarks>
    /// A refused mail says nothing about the relay, which did answer; the mail's recipient is on the worklist.
    /// </remarks>
    public string? LastProblem => database.Read(RelayTable.Get).Stage;

    /// <summary>Another worker for the same sender, with a mail of its own at a time.</summary>
    public SendMail Another() =>
        new(database, sender, pace, time, log, measures, hold)
        {
            StopGrace = StopGrace,
            PressingOnly = PressingOnly,
            shared = shared,
        };

    public bool RunOne() => RunOne(CancellationToken.None);

    public bool RunOne(CancellationToken stop)
    {
        if (WriteVerdict(stop.IsCancellationRequested ? 0 : 1) is not { } mail)
            return false;
        Attempt([mail], stop);
        WriteVerdict();
        return true;
    }

    /// <summary>Sends one mail after another; the verdict on one and the claim of the next share a commit.</summary>
    /// <returns>How many attempts were made.</returns>
    public int RunWhile(Func<bool> goesOn, CancellationToken stop)
    {
        var done = 0;
        for (var mail = Next(); mail is not null; mail = Next())
        {
            IReadOnlyList<LeasedMail> mails = sender.MostTogether > 1 ? [mail, .. shared.TakeBack()] : [mail];
            try
            {
                Attempt(mails, stop);
            }
            catch (Exception) when (mails.Count > 1)
            {
                // One of them is to blame: the next goes alone, until that one is alone and holds up no other.
                unsent.AddRange(mails);
                throw;
            }

            done += mails.Count;
        }

        return done;

        LeasedMail? Next() =>
            stop.IsCancellationRequested || !goesOn() ? WriteVerdict(0) : TakeClaimed() ?? WriteVerdict(Together);
    }

    /// <summary>Writes the verdict that the store does not have yet, if there is one.</summary>
    public void WriteVerdict() => WriteVerdict(0);

    /// <summary>
    /// How many mails to claim in one write: those for a folder go in one go, those for several connections to whoever
    /// is free. The first ever is claimed alone.
    /// </summary>
    private int Together => !wasQuick ? 1 : Math.Max(sender.MostTogether, Math.Min(sender.AtOnce, MostTogether));

    /// <summary>Recovers the leases that an earlier run of the program left.</summary>
    public void RecoverAtStart() =>
        database.Write(transaction =>
        {
            MailUpkeepTable.RecoverAtStart(
                transaction,
                time.Now,
                time.Now + Retry.UnsureAgain,
                sender.RepeatIsHarmless
            );
            MailUpkeepTable.EndTakenBack(transaction, time.Now);
        });

    /// <summary>
    /// Tidies the ledger: expired leases, mail that is too late, late alerts to report.
    /// </summary>
    public void TidyUp()
    {
        WriteVerdict();
        var (expired, late) = database.Write(transaction =>
        {
            if (pace.DailySendLimit == 0)
                RelayTable.ForgetDailyLimit(transaction);
            MailUpkeepTable.Recover(transaction, time.Now, time.Now + Retry.UnsureAgain);
            MailUpkeepTable.EndTakenBack(transaction, time.Now);
            MailUpkeepTable.RetryUnsure(transaction, time.Now);
            var expired = MailUpkeepTable.Expire(transaction, time.Now);
            return (expired, MailUpkeepTable.ReportLate(transaction, time.Now));
        });
        foreach (var one in expired)
            TooLate(one.Count, one.Kind, one.State.Code());
        foreach (var one in late)
            Late(one.Id, one.Kind, one.State.Code());
    }

    /// <summary>
    /// The next of the mails that were claimed together; the verdict on the last one is written meanwhile. Null where
    /// there is none, and where the last one did not simply go: then the ledger decides what may follow.
    /// </summary>
    private LeasedMail? TakeClaimed()
    {
        if (unwritten.Count > 1 || unwritten.Any(verdict => verdict.Outcome.Result != SendResult.Sent))
            return null;
        if (shared.TakeClaimed(time.Now) is not { } mail)
            return null;
        if (unwritten.TryPeek(out var last))
            writing = database.WriteAsync(transaction => Settle(transaction, last));
        return mail;
    }

    /// <summary>Waits for the verdict that is being written; an error is that of the write.</summary>
    private void FinishWriting()
    {
        if (writing is not { } write)
            return;
        writing = null;
        var settled = write.GetAwaiter().GetResult();
        LogOutcome(unwritten.Dequeue(), settled);
    }

    /// <returns>False when the store did not take it: whoever writes next hears why, and it is written again.</returns>
    private bool IsVerdictWritten()
    {
        if (writing is { } write)
        {
            Task.WaitAny(write);
            if (!write.IsCompletedSuccessfully)
                return false;
            FinishWriting();
        }

        return true;
    }

    /// <param name="most">How many mails to claim in the same write; all but the first are for whoever is free.</param>
    private LeasedMail? WriteVerdict(int most)
    {
        FinishWriting();
        unsent.AddRange(shared.TakeBack());
        var now = time.Now;
        var claims = most > 0 && shared.MayTry(this);
        if (unwritten.Count == 0 && unsent.Count == 0 && !claims)
            return null;
        var seen = hold?.Seen;
        var (settled, claimed) = shared.InTurn(
            database,
            transaction =>
            {
                foreach (var mail in unsent)
                    GiveBack(transaction, mail);
                var settled = unwritten.Select(verdict => Settle(transaction, verdict)).ToList();
                var relay = settled.LastOrDefault()?.After ?? RelayTable.Get(transaction);
                return (settled, claims ? Claim(transaction, relay, most, now, seen) : []);
            }
        );
        unsent.Clear();
        foreach (var one in settled)
            LogOutcome(unwritten.Dequeue(), one);
        if (claimed is not [var next, .. var others])
        {
            shared.Learn(this, null);
            return null;
        }

        shared.Share(others);
        return next;
    }

    /// <summary>Undoes a claim that was not used, also what it counts towards the pace.</summary>
    private static void GiveBack(Transaction transaction, LeasedMail mail)
    {
        if (MailClaimTable.GiveBack(transaction, mail))
            AttemptTable.Undo(transaction, mail);
    }

    private List<LeasedMail> Claim(
        Transaction transaction,
        RelayState relay,
        int most,
        DateTimeOffset now,
        StoreProgress? seen
    )
    {
        if (hold?.HoldsIfBehind(transaction, seen) == true)
            return [];
        var held = SendHold.WhyHeld(transaction, relay, now);
        if (held?.HoldsStaffToo() == true || Breaker.IsOpenForStaff(relay, now))
            return [];
        var staffOnly =
            held is not null || PressingOnly || Breaker.IsOpen(relay, now) || !pace.Window.Contains(now, time);
        var claimed = new List<LeasedMail>();
        while (claimed.Count < most && ClaimOne(transaction, relay, staffOnly, now) is { } mail)
        {
            claimed.Add(mail);
            // Behind it there may be more of its kind, and those have a lane of their own.
            if (mail.Priority <= MailPriority.Pressing)
                break;
        }

        return claimed;
    }

    private LeasedMail? ClaimOne(Transaction transaction, RelayState relay, bool staffOnly, DateTimeOffset now)
    {
        var lastMinute =
            !staffOnly && (pace.PerMinute > 0 || pace.PerDomainPerMinute > 0)
                ? AttemptTable.CountSince(transaction, now.AddMinutes(-1))
                : [];
        staffOnly |= pace.PerMinute > 0 && lastMinute.Sum(domain => domain.Count) >= pace.PerMinute;
        var fullDomains =
            pace.PerDomainPerMinute == 0
                ? []
                : lastMinute
                    .Where(domain => domain.Count >= pace.PerDomainPerMinute)
                    .Select(domain => domain.Domain)
                    .ToList();
        while (TakeReadable(transaction, now, staffOnly, fullDomains) is { } mail)
        {
            if (mail.Urgent ? IsOneTooMany(transaction, mail, now) : IsAtDailyLimit(transaction, mail, relay, now))
            {
                MailClaimTable.GiveBack(transaction, mail);
                if (!mail.Urgent)
                    return null;
                MailClaimTable.PutOffOfKind(transaction, mail, now.AddHours(1));
                continue;
            }

            AttemptTable.Begin(transaction, mail, now);
            return mail with { ClaimedAt = now };
        }

        return null;
    }

    private static bool IsOneTooMany(Transaction transaction, LeasedMail mail, DateTimeOffset now) =>
        !mail.OnRequest && MailClaimTable.CountToStaff(transaction, mail, now.AddDays(-1)) >= StaffMailsADay;

    /// <summary>
    /// Ends a mail whose row cannot be read like one whose bytes are damaged, so that the mail behind it goes.
    /// </summary>
    private LeasedMail? TakeReadable(
        Transaction transaction,
        DateTimeOffset now,
        bool staffOnly,
        IReadOnlyCollection<string> fullDomains
    )
    {
        while (true)
        {
            try
            {
                return MailClaimTable.Lease(transaction, now, now + Lease, staffOnly, fullDomains, PressingOnly);
            }
            catch (UnreadableRowException bad) when (bad.Key is { } id)
            {
                MailClaimTable.EndUnreadable(transaction, id, now);
            }
        }
    }

    /// <summary>
    /// Whether this mail would be one too many. What others have claimed may still come to nothing, so the limit is
    /// passed only when as many have gone; until then the mail waits for those.
    /// </summary>
    /// <remarks>
    /// Far from the limit nobody counts, so that a day's hundred thousand mails are not counted a hundred thousand
    /// times.
    /// </remarks>
    private bool IsAtDailyLimit(Transaction transaction, LeasedMail mail, RelayState relay, DateTimeOffset now)
    {
        if (pace.DailySendLimit == 0 || shared.IsFarFromDailyLimit())
            return false;
        var since = relay.DailyLimitLiftedAt > now.AddDays(-1) ? relay.DailyLimitLiftedAt.Value : now.AddDays(-1);
        var left = pace.DailySendLimit - MailClaimTable.CountGoneSince(transaction, since);
        if (left <= 0)
            RelayTable.PassDailyLimit(transaction, now);
        left -= MailClaimTable.CountUnderWay(transaction, mail, since) + 1;
        shared.Counted(left);
        return left < 0;
    }

    private void Attempt(IReadOnlyList<LeasedMail> mails, CancellationToken stop)
    {
        var began = time.Provider.GetTimestamp();
        wasQuick = false;
        var outcomes = OutcomesOf(mails, stop);
        wasQuick =
            outcomes.All(outcome => outcome.Result == SendResult.Sent)
            && (sender.MostTogether > 1 || time.Provider.GetElapsedTime(began) < Quick);
        foreach (var (mail, outcome) in mails.Zip(outcomes))
        {
            shared.Learn(this, Breaker.IsNobodysFault(outcome) ? null : IsTaking(outcome));
            unwritten.Enqueue(new Verdict(mail, outcome, time.Now));
        }
    }

    /// <summary>Whether the sender took a mail, or refused only this one.</summary>
    private static bool IsTaking(SendOutcome outcome) =>
        outcome.Result != SendResult.Unsure && !Breaker.IsOfRelay(outcome);

    private List<SendOutcome> OutcomesOf(IReadOnlyList<LeasedMail> mails, CancellationToken stop)
    {
        var whole = mails.Where(IsWhole).ToList();
        var outcomes = whole
            .Select(mail => mail.Id)
            .Zip(whole.Count == 0 ? [] : HandOver(whole, stop))
            .ToDictionary(StringComparer.Ordinal);
        return [.. mails.Select(mail => outcomes.GetValueOrDefault(mail.Id) ?? Hopeless(SendNote.BytesDamaged))];
    }

    private static bool IsWhole(LeasedMail mail) =>
        Convert.ToHexStringLower(SHA256.HashData(mail.Bytes)) == mail.Sha256;

    private IEnumerable<SendOutcome> HandOver(List<LeasedMail> mails, CancellationToken stop)
    {
        var lastSteps = new LastSteps(ids =>
        {
            var ours = MarkInData(mails.Where(mail => ids.Contains(mail.Id)));
            if (!IsVerdictWritten())
                ours.Clear();
            // It has come this far, so nobody waits for how it ends.
            shared.Learn(this, ours.Count > 0 ? true : null);
            return ours;
        });
        var outgoing = mails.Select(mail => new OutgoingMail(mail.Id, mail.EnvelopeFrom, mail.EnvelopeTo, mail.Bytes));
        try
        {
            return WaitFor(sender.SendTogetherAsync([.. outgoing], lastSteps.MayBeTaken, stop), stop)
                ?? EachOf(
                    mails,
                    lastSteps.Forbid(),
                    new SendOutcome(SendResult.Unsure, SendScope.Connection, "final", Note: SendNote.Stopped),
                    new SendOutcome(SendResult.NotSentRetry, SendScope.Connection, "outbox", Note: SendNote.Stopped)
                );
        }
        catch (Exception error) when (error is ArgumentException or StorageException)
        {
            return EachOf(
                mails,
                lastSteps.Forbid(),
                new SendOutcome(SendResult.Unsure, SendScope.Message, "final", Note: SendNote.DeliveryUnknown),
                error is StorageException
                    ? new SendOutcome(SendResult.NotSentRetry, SendScope.Message, "outbox", Note: SendNote.StoreFailed)
                    : Hopeless(SendNote.ComposedWrongly)
            );
        }
    }

    private static IEnumerable<SendOutcome> EachOf(
        List<LeasedMail> mails,
        HashSet<string> taken,
        SendOutcome ofTaken,
        SendOutcome ofOthers
    ) => mails.Select(mail => taken.Contains(mail.Id) ? ofTaken : ofOthers);

    /// <returns>Those that may take their last step.</returns>
    private HashSet<string> MarkInData(IEnumerable<LeasedMail> mails) =>
        database.Write(transaction =>
            mails
                .Where(mail => MailClaimTable.MarkInData(transaction, mail, time.Now))
                .Select(mail => mail.Id)
                .ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>
    /// Waits for the outcomes. A stop ends a conversation that has not reached its last step, and waits a while for the
    /// verdict of one that has.
    /// </summary>
    /// <returns>Null when a stop did not wait for them any longer.</returns>
    private IReadOnlyList<SendOutcome>? WaitFor(Task<IReadOnlyList<SendOutcome>> sending, CancellationToken stop)
    {
        try
        {
            return sending.WaitAsync(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The sender reacts to the stop itself, as far as it still can.
        }

        try
        {
            return sending.WaitAsync(StopGrace, time.Provider, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static SendOutcome Hopeless(SendNote note) =>
        new(SendResult.NotSentPermanent, SendScope.Message, "outbox", Note: note);

    private static Settled Settle(Transaction transaction, Verdict verdict)
    {
        var (mail, outcome, at) = verdict;
        var before = RelayTable.Get(transaction);
        AttemptTable.End(transaction, mail, outcome, at);
        var recent = new RecentRefusals(
            outcome.Note == SendNote.ContentRefused
                ? AttemptTable.CountContentRefused(transaction, at.AddHours(-1))
                : 0,
            Breaker.IsPutOffByRule(outcome)
                ? AttemptTable.CountDomainsPutOff(transaction, at - Breaker.RulesLookBack)
                : 0
        );
        var after = Breaker.WasOnItsWay(before, mail, at) ? before : Breaker.After(before, mail, outcome, recent, at);
        if (after != before)
            RelayTable.Set(transaction, after);
        var isOurs = MailClaimTable.Settle(transaction, mail, Retry.Settle(mail, outcome, after, at));
        if (outcome.Result != SendResult.Sent)
            MailUpkeepTable.EndTakenBack(transaction, at);
        return new Settled(before, after, isOurs);
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
            NotSent(mail.Id, mail.Kind, outcome.Stage, outcome.Result, outcome.Scope, outcome.Code, outcome.Enhanced);
        var after = settled.After;
        if (settled.Before.Stage is null && after.Stage is not null)
        {
            Paused(
                after.Stage,
                after.Code,
                after.Enhanced,
                after.Note?.Code(),
                $"{after.PausedUntil:yyyy-MM-ddTHH:mm:ssZ}"
            );
            measures?.Paused();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} ({Kind}) sent")]
    private partial void Sent(string id, string kind);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}) not sent: {Result} at {Stage}, {Scope}, {Code} {Enhanced}"
    )]
    private partial void NotSent(
        string id,
        string kind,
        string stage,
        SendResult result,
        SendScope scope,
        int? code,
        string? enhanced
    );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}) may or may not have been sent: no answer at {Stage}"
    )]
    private partial void Unsure(string id, string kind, string stage);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Id} ({Kind}) is no longer this worker's; its verdict was {Result}"
    )]
    private partial void NotOurs(string id, string kind, SendResult result);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The relay is left alone until {Until}: {Stage}, {Code} {Enhanced}, {Note}"
    )]
    private partial void Paused(string stage, int? code, string? enhanced, string? note, string until);

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

    private sealed record Verdict(LeasedMail Mail, SendOutcome Outcome, DateTimeOffset At);

    private sealed record Settled(RelayState Before, RelayState After, bool IsOurs);

    /// <summary>
    /// The steps that cannot be undone: they may be taken once that is committed, unless they were forbidden before.
    /// </summary>
    private sealed class LastSteps(Func<IReadOnlyList<string>, HashSet<string>> commit)
    {
        private readonly Lock turn = new();
        private HashSet<string> taken = [];
        private bool isForbidden;

        public IReadOnlySet<string> MayBeTaken(IReadOnlyList<string> ids)
        {
            lock (turn)
                return taken = isForbidden ? [] : commit(ids);
        }

        /// <returns>Those that may have been taken.</returns>
        public HashSet<string> Forbid()
        {
            lock (turn)
            {
                isForbidden = true;
                return taken;
            }
        }
    }
}
