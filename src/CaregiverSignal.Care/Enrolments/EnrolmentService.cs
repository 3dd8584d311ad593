using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Enrolments;

/// <summary>Takes in people who enrol: their details wait for their address to be confirmed, and then they take part
/// like anybody added by a coordinator.</summary>
/// <remarks>May be shared between threads. Each act is in the audit log in the same commit.</remarks>
public sealed class EnrolmentService(
    Database database,
    EnrolmentMail mail,
    InvitationMail invitation,
    ChooseCoordinator coordinators,
    AuditWriter auditWriter,
    Plan plan,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>Working days within which somebody gets to know them (our choice: a week).</summary>
    private const int MeetWithin = 5;

    /// <summary>How long somebody who enrols at 16 or 17 may still be under 18: as long as after turning 16
    /// today.</summary>
    private const int YearsYoung = 2;

    /// <summary>Mails the link that confirms an address, or says there that it takes part already: once a day, and
    /// never to an address with stopped mail. Whoever typed it learns nothing of this.</summary>
    public Task AskAsync(Enrolment enrolment, Actor by) =>
        database.WriteAsync(async transaction =>
        {
            await auditWriter.Add(transaction, by, AuditAction.Tell.Of(AuditTarget.Enrolment));
            await Ask(transaction, enrolment);
        });

    /// <summary>What the link in that mail opens; opening it changes nothing.</summary>
    /// <returns>Null for a key that has expired, or never existed.</returns>
    public Task<EnrolmentShown?> FindAsync(string key, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await EnrolmentTable.Find(transaction, key, time.Now) is not { } enrolment ? null
                : enrolment.CaregiverId is { } id
                    ? new EnrolmentShown(
                        enrolment,
                        await WelcomeOf(
                            transaction,
                            (await CaregiverTable.Get(transaction, id))!,
                            enrolment.ConfirmedAt!.Value
                        )
                    )
                : new EnrolmentShown(enrolment),
            stop
        );

    /// <inheritdoc cref="EnrolmentTable.HasConfirmed"/>
    public Task<bool> HasConfirmedAsync(string key, CancellationToken stop = default) =>
        database.ReadAsync(transaction => EnrolmentTable.HasConfirmed(transaction, key, time.Now), stop);

    /// <summary>They say whether what was typed is right; if not, it is deleted.</summary>
    /// <returns>Null for a key that has expired, or never existed.</returns>
    public Task<EnrolmentAnswer?> AnswerAsync(string key, bool takesPart, Actor by) =>
        database.WriteAsync<EnrolmentAnswer?>(async transaction =>
        {
            if (await EnrolmentTable.Find(transaction, key, time.Now) is not { } enrolment)
                return null;
            if (enrolment.CaregiverId is not null)
                return EnrolmentAnswer.TakesPart;
            if (!takesPart)
            {
                await EnrolmentTable.Delete(transaction, enrolment.Id);
                await auditWriter.Add(transaction, by, AuditAction.Erase.Of(AuditTarget.Enrolment));
                return EnrolmentAnswer.Refused;
            }

            if (await CaregiverTable.HasAddress(transaction, enrolment.Email))
            {
                await EnrolmentTable.Delete(transaction, enrolment.Id);
                return EnrolmentAnswer.WasKnown;
            }

            await auditWriter.Add(
                transaction,
                by,
                AuditAction.Confirm.Of(AuditTarget.Enrolment),
                await TakeIn(transaction, enrolment)
            );
            return EnrolmentAnswer.TakesPart;
        });

    /// <summary>Opens the first check-in now, for a caregiver who wants to begin at once; its invitation goes out too,
    /// in case they do not finish.</summary>
    /// <returns>Null if the key confirmed nobody.</returns>
    public Task<BegunForm?> BeginAsync(string key) =>
        database.WriteAsync(async transaction =>
            await EnrolmentTable.Find(transaction, key, time.Now) is { CaregiverId: { } id }
                ? new BegunForm(await Begin(transaction, (await CaregiverTable.Get(transaction, id))!))
                : null
        );

    private async Task Ask(Transaction transaction, Enrolment enrolment)
    {
        if (await ReturnTable.IsStopped(transaction, enrolment.Email))
            return;
        var key = LinkKey.New(KeyPurpose.Enrol);
        if (await CaregiverTable.HasAddress(transaction, enrolment.Email))
            await mail.QueueKnown(transaction, enrolment.Email);
        // What waits came with today's mail: typing the same address later does not change it.
        else if (await mail.Queue(transaction, enrolment.Email, key))
            await EnrolmentTable.Add(
                transaction,
                enrolment,
                key,
                mail.KeyFor(enrolment.Email),
                time.Now,
                time.Now.AddDays(Enrolment.DaysKept)
            );
    }

    private async Task<long> TakeIn(Transaction transaction, Enrolment enrolment)
    {
        await ErasedHashTable.CameBack(transaction, enrolment.Email);
        var coordinator = await coordinators.For(transaction, enrolment.Municipality);
        var id = await PersonDetailsTable.Add(
            transaction,
            person: null,
            enrolment.Details,
            coordinator,
            CaregiverStatus.Active,
            time.Today,
            time
        );
        if (enrolment.IsYoung)
            await CaregiverTable.SetYoung(transaction, id, time.Today.AddYears(YearsYoung));
        foreach (var data in enrolment.MayKnow)
            await ConsentTable.Add(
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
        await StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Meet,
            id,
            time.WorkingDays.Add(time.Today, MeetWithin),
            time.Now
        );
        await EnrolmentTable.Confirm(transaction, enrolment.Id, id, time.Now);
        return id;
    }

    private async Task<Welcome> WelcomeOf(Transaction transaction, Caregiver caregiver, DateTimeOffset confirmedAt)
    {
        var meetBy = time.WorkingDays.Add(time.DayOf(confirmedAt), MeetWithin);
        return new(
            await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint),
            meetBy >= time.Today ? meetBy : null,
            await MayBegin(transaction, caregiver)
        );
    }

    /// <summary>Whether a caregiver has open questions, or some due.</summary>
    private async Task<bool> MayBegin(Transaction transaction, Caregiver caregiver) =>
        caregiver.Status == CaregiverStatus.Active
        && caregiver.IsMailedOn(time.Today)
        && (caregiver.NextDueOn <= time.Today || await CheckInTable.OpenOf(transaction, caregiver.Id) is not null);

    private async Task<string?> Begin(Transaction transaction, Caregiver caregiver)
    {
        if (!await MayBegin(transaction, caregiver))
            return null;
        var checkIn = await CheckInTable.OpenOf(transaction, caregiver.Id);
        if (checkIn is null && await CheckInOpening.Open(transaction, caregiver, plan, time) is { } opened)
        {
            checkIn = opened;
            await invitation.Queue(transaction, caregiver, opened);
        }

        return checkIn is null
            ? null
            : (
                await LinkTable.AddForCheckIn(
                    transaction,
                    KeyPurpose.Form,
                    caregiver.Id,
                    checkIn.Id,
                    time.Now,
                    time.StartOf(checkIn.ClosesOn)
                )
            ).Clear;
    }
}

/// <param name="Welcome">Null while they do not take part.</param>
public sealed record EnrolmentShown(Enrolment Enrolment, Welcome? Welcome = null);

/// <param name="Coordinator">The colleague who will get to know them.</param>
/// <param name="MeetBy">The day for that; null if it has passed.</param>
/// <param name="MayBegin">Whether questions are open for them, or due.</param>
public sealed record Welcome(string Coordinator, DateOnly? MeetBy, bool MayBegin);

/// <param name="Link">The key of a link to it; null if there is none to answer.</param>
public sealed record BegunForm(string? Link);

/// <summary>The outcome of what they say about their details.</summary>
public enum EnrolmentAnswer
{
    Refused,

    /// <summary>The address takes part already, and nothing of this is kept.</summary>
    WasKnown,
    TakesPart,
}
