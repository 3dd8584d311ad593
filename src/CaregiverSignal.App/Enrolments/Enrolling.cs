using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Enrolments;

/// <summary>
/// Takes in somebody who enrols: what they typed waits for their address to be confirmed, and then they take part as
/// somebody whom a coordinator added.
/// </summary>
public sealed class Enrolling(
    EnrolmentMail mail,
    InvitationMail invitation,
    ChooseCoordinator coordinators,
    Plan plan,
    SiteTime time
)
{
    /// <summary>Working days within which somebody gets acquainted (our choice: a week of them).</summary>
    public const int MeetWithin = 5;

    /// <summary>
    /// How long somebody who enrols at 16 or 17 may still be under 18: whoever turned 16 today.
    /// </summary>
    private const int YearsYoung = 2;

    /// <summary>
    /// Mails the link that confirms an address, or says there that it takes part already: once a day, and never where
    /// mail to it is stopped. Whoever typed it learns nothing of this.
    /// </summary>
    /// <returns>Whether a mail goes.</returns>
    public bool Ask(Transaction transaction, Enrolment enrolment)
    {
        if (ReturnTable.IsStopped(transaction, enrolment.Email))
            return false;
        if (CaregiverTable.HasAddress(transaction, enrolment.Email))
            return mail.QueueKnown(transaction, enrolment.Email);
        var key = LinkKey.New(KeyPurpose.Enrol);
        // What waits came with the mail of today: whoever types the same address later does not change it.
        if (!mail.Queue(transaction, enrolment.Email, key))
            return false;
        EnrolmentTable.Add(
            transaction,
            enrolment,
            key,
            mail.KeyFor(enrolment.Email),
            time.Now,
            time.Now.AddDays(Enrolment.DaysKept)
        );
        return true;
    }

    /// <returns>The caregiver; null when the address takes part already, and then nothing of this is kept.</returns>
    public long? Confirm(Transaction transaction, Enrolment enrolment)
    {
        if (enrolment.CaregiverId is { } before)
            return before;
        if (CaregiverTable.HasAddress(transaction, enrolment.Email))
        {
            EnrolmentTable.Delete(transaction, enrolment.Id);
            return null;
        }

        ErasedHashTable.CameBack(transaction, enrolment.Email);
        var coordinator = coordinators.For(transaction, enrolment.Municipality);
        var id = PersonDetailsTable.Add(
            transaction,
            person: null,
            enrolment.Details,
            coordinator,
            CaregiverStatus.Active,
            time.Today,
            time.Now
        );
        if (enrolment.IsYoung)
            CaregiverTable.SetYoung(transaction, id, time.Today.AddYears(YearsYoung));
        foreach (var data in enrolment.MayKnow)
            ConsentTable.Add(
                transaction,
                new Consent
                {
                    CaregiverId = id,
                    Recipient = ConsentRecipient.GeneralPractitioner,
                    Name = enrolment.Gp!,
                    Data = data,
                    GivenOn = time.Today,
                    GivenHow = ConsentWay.Page,
                },
                coordinator,
                time.Now
            );
        StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Meet,
            id,
            time.WorkingDays.Add(time.Today, MeetWithin),
            time.Now
        );
        EnrolmentTable.Confirm(transaction, enrolment.Id, id, time.Now);
        return id;
    }

    /// <summary>Whether questions are open for somebody, or are due.</summary>
    public bool MayBegin(Transaction transaction, Caregiver caregiver) =>
        caregiver.Status == CaregiverStatus.Active
        && caregiver.IsMailedOn(time.Today)
        && (caregiver.NextDueOn <= time.Today || CheckInTable.OpenOf(transaction, caregiver.Id) is not null);

    /// <summary>
    /// Opens the first check-in now, for somebody who wants to begin at once; its invitation goes too, for who does not
    /// come to an end of it.
    /// </summary>
    /// <returns>The key of a link to it; null when there is none to answer.</returns>
    public string? Begin(Transaction transaction, long caregiverId)
    {
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        if (!MayBegin(transaction, caregiver))
            return null;
        var checkIn = CheckInTable.OpenOf(transaction, caregiverId);
        if (checkIn is null && Opening.Open(transaction, caregiver, plan, time) is { } opened)
        {
            checkIn = opened;
            invitation.Queue(transaction, caregiver, opened);
        }

        return checkIn is null
            ? null
            : LinkTable
                .AddForCheckIn(
                    transaction,
                    KeyPurpose.Form,
                    caregiverId,
                    checkIn.Id,
                    time.Now,
                    time.StartOf(checkIn.ClosesOn)
                )
                .Clear;
    }
}
