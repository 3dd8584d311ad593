using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Delivery;

/// <summary>Processes one mail that the relay refused because of its recipient, as if it had come back; false if none
/// waits.</summary>
/// <remarks>Otherwise next month's message would go to the same dead address.</remarks>
internal sealed class TakeInRefusal(SiteTime time)
{
    private static readonly TimeSpan Newest = TimeSpan.FromDays(30);

    internal async Task<bool> RunOne(Transaction transaction)
    {
        if (await DeliveryTable.NextRefused(transaction, time.Now - Newest) is not { CaregiverId: { } caregiver } mail)
            return false;

        var verdict = ReturnVerdict.FromReport(null, mail.Enhanced, $"{mail.Code}");
        if (!mail.IsOfToday)
            verdict = verdict with { Class = ReturnClass.Ignore, Note = ReturnNote.AddressChanged };

        verdict = await ReturnEffects.Doubted(transaction, verdict, mail, time);
        var row = new NewReturn("refused:" + mail.Id, time.Now, verdict, MatchedBy.Ledger, mail.Id, caregiver);
        if (await ReturnTable.Add(transaction, row) is { } id)
            await ReturnEffects.Follow(transaction, id, verdict, mail, caregiver, time, isByRelay: true);
        return true;
    }
}
