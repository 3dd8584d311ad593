using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>Writes the one reminder of a check-in that waits for an answer; false if none is due.</summary>
/// <remarks>No reminder goes to caregivers who paused, stopped or came into aftercare, nor about an email that was
/// never sent. One goes out about an email that may have been sent, as nothing else may have reached them.</remarks>
internal sealed class RemindOnce(ReminderMail reminder, CurrentSettings settings, SiteTime time)
{
    internal async Task<bool> RunOne(Transaction transaction)
    {
        if (await CheckInTable.NextToRemind(transaction, time.Today) is not { } checkIn)
            return false;

        var caregiver = (await CaregiverTable.Get(transaction, checkIn.CaregiverId))!;
        var mayRemind =
            caregiver.Status == CaregiverStatus.Active
            && settings.Mail.AddressOf(caregiver, time.Today) is { } address
            && !await ReturnTable.IsStopped(transaction, address)
            && await MailTable.MayHaveAsked(transaction, checkIn.Id);

        if (!await CheckInTable.MarkReminded(transaction, checkIn.Id, mayRemind ? time.Now : null) || !mayRemind)
            return true;
        await reminder.Queue(transaction, caregiver, checkIn);
        return true;
    }
}
