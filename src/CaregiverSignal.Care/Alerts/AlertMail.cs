using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Alerts;

/// <summary>The immediate message to staff about one red signal.</summary>
internal sealed class AlertMail(Notices notices, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(AlertMail));

    public static readonly MailKind Kind = new("alert", Priority: 10, Words) { Urgent = true };

    public Letter Alert(Coordinator to)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "Alert", []);
    }

    /// <param name="times">How often staff were notified of the signal, including now.</param>
    internal Task<bool> Queue(Transaction transaction, Letter letter, long signalId, int times) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(
                Kind,
                $"alert:{signalId}:{times}:{letter.To}",
                time.Now.AddDays(1),
                SignalId: signalId,
                HandOverBy: time.Now + MailSettings.AlertWithin
            )
        );
}
