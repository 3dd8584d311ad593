using System.Security.Cryptography;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail;

/// <summary>How fast and when mail may go; 0 is no limit.</summary>
public sealed record Pace(int PerMinute, int PerDomainPerMinute, int Fuse, MailWindow Window);

/// <summary>Sends one mail that is due, and writes down what became of it; false when none may go now.</summary>
/// <remarks>
/// The order makes a double mail impossible but for one case: claim under a lease, hand over all but the last step,
/// commit "in data", take the last step, commit the verdict. A crash before "in data" repeats the mail and nobody has it;
/// a crash after it leaves the mail unsure, and it is sent once more, byte for byte (the folder sender sees that it is there).
/// </remarks>
public sealed partial class SendMail(Database database, IMailSender sender, Pace pace, SiteTime time, ILogger<SendMail> log)
{
    /// <summary>Longer than the longest conversation: 5 minutes before the end of data and 10 after it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan BytesKept = TimeSpan.FromDays(7);

    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;
    private int failuresInARow;

    /// <summary>The stage at which the relay failed when it was last tried, <c>fuse</c> when the day's limit holds everything, null when all is well.</summary>
    /// <remarks>A mail that is refused says nothing about the relay, which answered; whoever it was for is on the worklist.</remarks>
    public string? LastProblem { get; private set; }

    public bool RunOne() => RunOne(CancellationToken.None);

    public bool RunOne(CancellationToken stop)
    {
        var now = time.Now;
        if (stop.IsCancellationRequested || now < pausedUntil) return false;
        if (database.Write(work => LeaseNext(work, now)) is not { } mail) return false;
        Settle(mail, Attempt(mail, stop));
        return true;
    }

    /// <summary>Takes up what an earlier run of the program left in its hands.</summary>
    public void RecoverAtStart() => database.Write(work =>
    {
        MailTable.RecoverAtStart(work, time.Now, time.Now + Retry.UnsureAgain, sender.RepeatIsHarmless);
    });

    /// <summary>Brings the ledger in order: leases that ran out, mail that is too late, bytes kept long enough.</summary>
    public void TidyUp() => database.Write(work =>
    {
        MailTable.Recover(work, time.Now, time.Now + Retry.UnsureAgain);
        MailTable.RetryUnsure(work, time.Now);
        MailTable.Expire(work, time.Now);
        MailTable.ForgetBytes(work, time.Now - BytesKept);
    });

    private LeasedMail? LeaseNext(Work work, DateTimeOffset now)
    {
        if (RestoreFence.IsClosed(work, now)) return null;
        if (pace.Fuse > 0 && MailTable.GoneSince(work, now.AddDays(-1)).Sum(domain => domain.Count) >= pace.Fuse)
        {
            LastProblem = "fuse";
            return null;
        }

        if (LastProblem == "fuse") LastProblem = null;
        var lastMinute = pace.PerMinute > 0 || pace.PerDomainPerMinute > 0 ? MailTable.GoneSince(work, now.AddMinutes(-1)) : [];
        var paceReached = pace.PerMinute > 0 && lastMinute.Sum(domain => domain.Count) >= pace.PerMinute;
        var fullDomains = pace.PerDomainPerMinute == 0
            ? []
            : lastMinute.Where(domain => domain.Count >= pace.PerDomainPerMinute).Select(domain => domain.Domain).ToList();
        return MailTable.Lease(work, now, now + Lease, paceReached || !pace.Window.Contains(now, time), fullDomains);
    }

    private SendOutcome Attempt(LeasedMail mail, CancellationToken stop)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(mail.Bytes)) != mail.Sha256)
        {
            return new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, "outbox", Note: "stored bytes are damaged");
        }

        var outgoing = new OutgoingMail(mail.Id, mail.EnvelopeFrom, mail.EnvelopeTo, mail.Bytes);
        return sender.SendAsync(outgoing, () => database.Write(work => MailTable.MarkInData(work, mail, time.Now)), stop).GetAwaiter().GetResult();
    }

    private void Settle(LeasedMail mail, SendOutcome outcome)
    {
        var ofRelay = Retry.IsOfRelay(outcome);
        failuresInARow = ofRelay ? failuresInARow + 1 : 0;
        var settled = Retry.Settle(mail, outcome, failuresInARow, time.Now);
        if (ofRelay) pausedUntil = settled.NextTryAt!.Value;
        LastProblem = ofRelay ? outcome.Stage : null;
        database.Write(work => MailTable.Settle(work, mail, settled));
        if (outcome.Result == SendResult.Sent) Sent(mail.Id, mail.Kind);
        else NotSent(mail.Id, mail.Kind, outcome.Stage, outcome.Result, outcome.Scope, outcome.Code, outcome.Enhanced);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} ({Kind}) sent")]
    private partial void Sent(string id, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} ({Kind}) not sent: {Result} at {Stage}, {Scope}, {Code} {Enhanced}")]
    private partial void NotSent(string id, string kind, string stage, SendResult result, SendScope scope, int? code, string? enhanced);
}
