using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>The state of the relay and the send hold at this moment, and from it what comes next for a mail.</summary>
/// <param name="Held">
/// Why nothing is mailed until the operator allows it, or nothing to caregivers; null while mail is sent.
/// </param>
/// <param name="DailySendLimit">How many mails to caregivers may go in 24 hours.</param>
/// <param name="LastSent">When a mail was last sent; null when none ever was.</param>
public sealed record RelayOutlook(
    HoldReason? Held,
    RelayState Relay,
    int DailySendLimit,
    MailWindow Window,
    DateTimeOffset? LastSent,
    SiteTime Time
)
{
    public static RelayOutlook Of(Transaction transaction, Pace pace, SiteTime time)
    {
        var relay = RelayTable.Get(transaction);
        return new(
            SendHold.WhyHeld(transaction, relay, time.Now),
            relay,
            pace.DailySendLimit,
            pace.Window,
            MailLedgerTable.LastSent(transaction),
            time
        );
    }

    /// <summary>Until when the daily send limit holds mail to caregivers; null when it does not.</summary>
    public DateTimeOffset? LimitedUntil => Held == HoldReason.DayLimit ? Relay.DailyLimitReachedAt?.AddDays(1) : null;

    /// <summary>Why nothing is mailed, when only the operator can end that.</summary>
    public HoldReason? HeldForGood => Held == HoldReason.DayLimit ? null : Held;

    /// <summary>Whether the relay reported a limit of its own, which trying again only makes worse.</summary>
    public bool IsLimited =>
        Relay is { Code: 450 or 451 } || Relay.Enhanced?.StartsWith("4.7.", StringComparison.Ordinal) == true;

    public bool IsPaused => Breaker.IsOpen(Relay, Time.Now);

    /// <summary>Whether the daily send limit holds this mail.</summary>
    public bool IsPastDailyLimit(MailLedgerRow mail) => LimitedUntil is not null && !mail.Urgent;

    /// <summary>What comes next for a mail, and when; no instant when none is known or none matters.</summary>
    public (string What, DateTimeOffset? At) NextOf(MailLedgerRow mail) =>
        mail.State switch
        {
            MailState.Unsure when !mail.IsSentOnceMore => ("counted", mail.NextTryAt),
            MailState.Ready or MailState.Unsure when IsPastDailyLimit(mail) && LimitedUntil is { } until => until
            >= mail.NotAfter
                ? ("tooLate", mail.NotAfter)
                : ("fuse", until),
            MailState.Ready or MailState.Unsure when HeldForGood is not null => ("fence", null),
            MailState.Ready or MailState.Unsure => Waiting(mail),
            MailState.InData when mail.IsTakenBack => ("takenBack", null),
            MailState.Leased or MailState.InData => (mail.State.Code(), mail.LeaseUntil),
            MailState.Failed or MailState.Expired => (mail.IsToCaregiver ? "worklist" : "staff", null),
            MailState.Sent when mail.CameBackAs is not null => (mail.IsToCaregiver ? "worklist" : "staff", null),
            var ended => (ended.Code(), null),
        };

    private (string What, DateTimeOffset? At) Waiting(MailLedgerRow mail)
    {
        var now = Time.Now;
        var (what, at) =
            mail.NextTryAt > now
                ? (mail.State == MailState.Unsure ? "onceMore" : "try", mail.NextTryAt.Value)
                : ("turn", now);
        if (IsPaused && Breaker.PausedUntil(Relay, mail.Urgent) is { } until && at < until)
            (what, at) = ("relay", until);
        if (!mail.Urgent && !Window.Contains(at, Time))
            (what, at) = ("window", Window.NextOpening(at, Time));
        return at >= mail.NotAfter ? ("tooLate", mail.NotAfter) : (what, at);
    }
}
