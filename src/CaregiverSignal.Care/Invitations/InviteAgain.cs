using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>Writes the invitation to one open check-in again, with new links, to the current address; false if none
/// waits for it.</summary>
/// <remarks>If mail does not arrive, or would come too late, the check-in goes on the list of people to
/// phone.</remarks>
internal sealed class InviteAgain(InvitationMail invitation, CurrentSettings settings, SiteTime time)
{
    internal async Task<bool> RunOne(Transaction transaction)
    {
        if (await CheckInTable.NextToMailAgain(transaction) is not { } checkIn)
            return false;
        if (!await CheckInTable.MarkMailedAgain(transaction, checkIn.Id) || checkIn.ClosedAt is not null)
            return true;
        var caregiver = (await CaregiverTable.Get(transaction, checkIn.CaregiverId))!;
        // A caregiver in aftercare is asked nothing about caring.
        if (caregiver.Status != (checkIn.IsAftercare ? CaregiverStatus.Aftercare : CaregiverStatus.Active))
            return true;
        var address = settings.Mail.AddressOf(caregiver, time.Today);
        if (
            address is not null
            && !await ReturnTable.IsStopped(transaction, address)
            && invitation.NotAfter(checkIn) > time.Now
        )
        {
            await invitation.QueueAgain(transaction, caregiver, checkIn);
            return true;
        }

        await NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
        if (address is null)
            await CheckInsByHand.ByHand(transaction, checkIn, time);
        return true;
    }
}
