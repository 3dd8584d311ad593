using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>Writes the alert of one red signal that nobody was told of; false when there is none.</summary>
/// <remarks>
/// It goes to whoever minds the coordinator's people as well; and where the coordinator never came in, to others at
/// once.
/// </remarks>
public sealed class NotifyCoordinator(
    Database database,
    Notices notices,
    Outbox outbox,
    StandardDeputies standard,
    FollowUpSettings followUp,
    MailSettings mail,
    SiteTime time
)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (SignalTable.NextToNotify(transaction) is not { } signal)
                return false;
            // Not the whole caregiver: whatever else of them cannot be read, this is told.
            var coordinator = CoordinatorTable.Of(transaction, signal.CaregiverId)!;

            var escalateOn = WorkingDays.Add(time.Today, followUp.EscalateAfterWorkingDays);

            if (SignalTable.MarkNotified(transaction, signal.Id, time.Now, escalateOn) is not { } times)
                return true;
            ActionTable.Add(
                transaction,
                new NewAction(signal.Id, signal.CaregiverId, null, "told", time.Now, time.Today)
            );
            var told = Deputies.Of(transaction, coordinator, standard, time);
            foreach (var one in told.People)
                Queue(notices.For(one, coordinator, notices.Alert(one)), one.Email);
            foreach (var mailbox in told.Mailboxes)
                Queue(notices.Waits(mailbox, coordinator, told.People), mailbox);
            return true;

            void Queue(Letter letter, string to) =>
                outbox.Queue(
                    transaction,
                    letter,
                    new Envelope(
                        "alert",
                        $"alert:{signal.Id}:{times}:{to}",
                        time.Now.AddDays(1),
                        Urgent: true,
                        SignalId: signal.Id,
                        HandOverBy: time.Now + mail.AlertWithin
                    )
                );
        });
}
