using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>A new link to the open questions for a caregiver who opened a mail with an expired link; it goes only to
/// the address on file.</summary>
public sealed class NewLink(NewLinkMail mail, SiteTime time)
{
    /// <summary>The most of these mails to one person in 24 hours (our choice): enough for somebody who cannot find
    /// them, too few to be a nuisance.</summary>
    public const int MostADay = 3;

    /// <summary>If the button is pressed again within this time, the earlier mail is still on its way (our
    /// choice).</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(2);

    /// <summary>The check-in that a new link would open; null if none is open, or this person gets no mail.</summary>
    internal static async Task<CheckIn?> CheckInFor(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        caregiver is { Status: not CaregiverStatus.Ended, Email: { } email }
        && caregiver.IsMailedOn(time.Today)
        && !await ReturnTable.IsStopped(transaction, email)
        && await CheckInTable.OpenOf(transaction, caregiver.Id) is { } open
        && (caregiver.Status != CaregiverStatus.Aftercare || open.IsAftercare)
            ? open
            : null;

    /// <returns>False if the daily limit is reached or no check-in is open; then nothing is sent.</returns>
    internal async Task<bool> Send(Transaction transaction, Caregiver caregiver)
    {
        if (await CheckInFor(transaction, caregiver, time) is not { } checkIn)
            return false;
        if (await MailTable.CountSince(transaction, caregiver.Id, NewLinkMail.Kind, time.Now - OnItsWay) > 0)
            return true;
        if (await MailTable.CountSince(transaction, caregiver.Id, NewLinkMail.Kind, time.Now.AddDays(-1)) >= MostADay)
            return false;

        return await mail.Queue(transaction, caregiver, checkIn);
    }
}
