using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>
/// The mail to a team lead, or else an administrator, that a colleague cannot look after their people; it names nobody.
/// </summary>
public sealed class UncoveredMail(StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(UncoveredMail));

    public static readonly MailKind Kind = new("uncovered", Priority: 52, Words) { Urgent = true };

    public Letter Uncovered(Coordinator to, DateOnly dueOn) =>
        letters.WithLink(
            to.Email,
            Words["Subject"],
            Words["Body", ("dag", Texts.Day(dueOn))],
            Words["Label"],
            StaffRoutes.HomeOf(to)
        );

    public bool Queue(Transaction transaction, Coordinator to, Uncovered about) =>
        outbox.Queue(
            transaction,
            Uncovered(to, about.DueOn),
            new Envelope(Kind, $"{Kind.Code}:{Texts.Number(about.Id)}", time.Now.AddDays(1))
        );
}
