using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Delivery;

/// <summary>What decides when mail goes, at this moment.</summary>
/// <param name="Held">Why nothing is mailed; null while mail is sent.</param>
/// <param name="IsPastDailyLimit">Whether caregivers had all the mail of 24 hours.</param>
/// <param name="LastSent">When a mail was last sent; null when none ever was.</param>
public sealed record RelayOutlook(
    HoldReason? Held,
    Relay Relay,
    bool IsPastDailyLimit,
    MailWindow Window,
    DateTimeOffset? LastSent,
    SiteTime Time
)
{
    internal static RelayOutlook Of(Transaction transaction, Pace pace, SiteTime time) =>
        new(
            SendHold.WhyHeld(transaction),
            SendHoldTable.Relay(transaction),
            pace.PerDay > 0 && MailQueue.CountToCaregivers(transaction, time.Now.AddDays(-1)) >= pace.PerDay,
            pace.Window,
            MailLedgerTable.LastSent(transaction),
            time
        );

    public bool IsPaused => Relay.IsPaused(Time.Now);

    /// <summary>What comes next for a mail that waits, and when; no instant when none is known.</summary>
    public (string What, DateTimeOffset? At) NextOf(MailLedgerRow mail)
    {
        if (Held is not null)
            return ("held", null);
        if (IsPastDailyLimit && !mail.Urgent)
            return ("limit", null);
        var now = Time.Now;
        var (what, at) = mail.NextTryAt > now ? ("at", mail.NextTryAt.Value) : ("turn", now);
        var waits = mail.Urgent ? Relay.IsPausedForStaff(now) : Relay.IsPaused(now);
        if (waits && at < Relay.PausedUntil)
            (what, at) = ("at", Relay.PausedUntil.Value);
        if (!mail.Urgent && !Window.Contains(at, Time))
            (what, at) = ("at", Window.NextOpening(at, Time));
        return at >= mail.NotAfter ? ("tooLate", mail.NotAfter) : (what, at);
    }
}
