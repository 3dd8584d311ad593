using CaregiverSignal.Caseload;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Alerts;

/// <summary>The mail to a colleague who is asked to look along; it says neither whom nor what it is about.</summary>
public sealed class ConsultationMail(StaffLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ConsultationMail));

    public static readonly MailKind Kind = new("consultation", Priority: 54, Words) { Urgent = true };

    public Letter Asked(Coordinator to, DateOnly untilOn) =>
        letters.WithLink(
            to.Email,
            Words["Subject"],
            Words["Body", ("dag", Texts.DayOfWeek(untilOn))],
            Words["Label"],
            StaffRoutes.HomeOf(to)
        );

    public bool Queue(Transaction transaction, Coordinator to, Consultation about) =>
        outbox.Queue(
            transaction,
            Asked(to, about.UntilOn),
            new Envelope(Kind, $"{Kind.Code}:{Texts.Number(about.Id)}", time.StartOf(about.UntilOn.AddDays(1)))
        );
}
