using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>Opens the check-in due longest, planned ones before those in between and those in aftercare, and writes its
/// invitation in the same transaction if they are reached by mail or text message; false if none is due.</summary>
/// <remarks>If they are asked by a person, if nothing arrives, or under 18, the check-in opens without an invitation,
/// and a person has the task to ask.</remarks>
internal sealed class InviteToCheckIn(Plan plan, InvitationMail invitation, CurrentSettings settings, SiteTime time)
{
    internal async Task<bool> RunOne(Transaction transaction)
    {
        if (
            (
                await CaregiverTable.Next(transaction, CaregiverTable.Due(time.Today))
                ?? await CaregiverTable.Next(transaction, CaregiverTable.AftercareDue(time.Today))
            )
            is not { } caregiver
        )
            return false;
        var opened =
            caregiver.Status == CaregiverStatus.Aftercare
                ? await Aftercare.Open(transaction, caregiver, plan, time)
                : await CheckInOpening.Open(transaction, caregiver, plan, time);
        if (opened is not { } checkIn)
            return true;
        if (!caregiver.Channel.IsSent() || (caregiver.Channel == Channel.Email && caregiver.Email is null))
        {
            await CheckInsByHand.ByHand(transaction, checkIn, time);
            return true;
        }

        if (
            settings.Mail.AddressOf(caregiver, time.Today) is not { } address
            || await ReturnTable.IsStopped(transaction, address)
        )
        {
            await NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
            // While somebody has the task to call about mail that does not arrive, one call does for both.
            if (
                !await StaffTaskTable.IsOpen(
                    transaction,
                    [StaffTaskKind.NoArrival, StaffTaskKind.Complaint],
                    caregiver.Id
                )
            )
                await CheckInsByHand.ByHand(transaction, checkIn, time);
            return true;
        }

        await invitation.Queue(transaction, caregiver, checkIn);
        return true;
    }
}
