using CaregiverSignal.Caseload;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Alerts;

/// <summary>
/// The mail to the team about work that a coordinator did not do in time.
/// </summary>
public sealed class EscalationMail(Notices notices, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(EscalationMail));

    public static readonly MailKind Kind = new("escalation", Priority: 20, Words) { Urgent = true };

    /// <param name="owner">Whose caregivers it is about; the reader themselves, when nobody else can look.</param>
    public Letter Escalation(Coordinator to, int workingDays, Coordinator owner)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(
            to,
            Words,
            "Escalation",
            [("dagen", WaitingTime.WorkingDaysOf(workingDays)), ("naam", owner.CalledAs)]
        );
    }

    /// <summary>About tasks that a coordinator did not read or do by their day.</summary>
    public Letter TasksLate(Coordinator to, int late)
    {
        using var spoken = notices.Speak(to);
        return notices.Write(to, Words, "TasksLate", [("n", Texts.Number(late))]);
    }

    internal bool Queue(Transaction transaction, Letter letter, long signalId) =>
        outbox.Queue(
            transaction,
            letter,
            Envelope($"escalate:{signalId}:{time.Today:yyyy-MM-dd}:{letter.To}") with
            {
                SignalId = signalId,
            }
        );

    internal bool QueueTasks(Transaction transaction, Letter letter, Coordinator owner) =>
        outbox.Queue(transaction, letter, Envelope($"tasks:{owner.Id}:{letter.To}:{time.Today:yyyy-MM-dd}"));

    /// <summary>
    /// Queues one notice a day to each mailbox that something waits with a coordinator, however many things that are,
    /// as it says nothing about any of them.
    /// </summary>
    internal void QueueWaits(Transaction transaction, NotifiedStaff readers, Coordinator owner)
    {
        foreach (var mailbox in readers.Mailboxes)
            outbox.Queue(
                transaction,
                notices.Waits(mailbox, owner, readers.People),
                Envelope($"waits:{owner.Id}:{mailbox}:{time.Today:yyyy-MM-dd}")
            );
    }

    private Envelope Envelope(string key) =>
        new(Kind, key, time.Now.AddDays(1), HandOverBy: time.Now + MailSettings.AlertWithin);
}
