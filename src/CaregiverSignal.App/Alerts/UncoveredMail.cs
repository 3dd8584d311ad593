using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
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

    /// <param name="about">Whose people need somebody else.</param>
    public bool Queue(Transaction transaction, Coordinator to, Coordinator about, DateOnly dueOn) =>
        outbox.Queue(
            transaction,
            Uncovered(to, dueOn),
            new Envelope(Kind, $"{Kind.Code}:{about.Id}:{dueOn:yyyy-MM-dd}", time.Now.AddDays(1))
        );
}
