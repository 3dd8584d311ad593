using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// The mail that somebody is to be called before the next list, as an activity changed: once each time that it does,
/// and neither whom nor what. One that waits still goes no more once it changes again.
/// </summary>
public sealed class ActivityMail(Notices notices, Outbox outbox, StandardDeputies standard, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ActivityMail));

    public static readonly MailKind Kind = new("activity", Priority: 49, Words) { Urgent = true };

    public Letter Changed(Coordinator to) => notices.Write(to, Words, "", []);

    /// <param name="owners">Whose guests are to be called.</param>
    /// <param name="by">Who changed it and knows.</param>
    public void Queue(Transaction transaction, Activity about, IReadOnlyList<long> owners, Coordinator by)
    {
        MailCancelTable.CancelKeyed(transaction, KeyOf(about), time.Now);
        foreach (var owner in CoordinatorTable.Of(transaction, owners))
        {
            var readers = Deputies.Of(transaction, owner, standard, time);
            foreach (var one in owner.Id == by.Id ? [] : readers.People.Where(one => one.Id != by.Id))
                Queue(transaction, about, notices.For(one, owner, Changed(one)));
            foreach (var mailbox in readers.People.Count == 0 ? readers.Mailboxes : [])
                Queue(transaction, about, notices.Waits(mailbox, owner, []));
        }
    }

    private void Queue(Transaction transaction, Activity about, Letter letter) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(
                Kind,
                $"{KeyOf(about)}{time.Now.UtcTicks.ToString(CultureInfo.InvariantCulture)}:{letter.To}",
                time.StartOf(about.HeldOn.AddDays(1))
            )
        );

    /// <summary>What the keys of all its mails begin with; a figure comes next.</summary>
    private static string KeyOf(Activity about) => $"{Kind.Code}:{Texts.Number(about.Id)}:";
}
