using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>Whether two caregivers of one situation appear on one page: only if each agreed to appear with the
/// other.</summary>
public static class SideBySide
{
    /// <summary>A caregiver's decision about another of the situation, if it applies.</summary>
    internal static async Task<Consent?> Of(Transaction transaction, long caregiverId, long fellowId, DateOnly today) =>
        (await ConsentTable.Of(transaction, caregiverId)).FirstOrDefault(consent =>
            consent is { Recipient: ConsentRecipient.FellowCaregiver, Data: ConsentData.SideBySide }
            && consent.Name == NumberOf(fellowId)
            && consent.HoldsOn(today)
        );

    internal static async Task<bool> IsAgreed(Transaction transaction, long one, long other, DateOnly today) =>
        await Of(transaction, one, other, today) is not null && await Of(transaction, other, one, today) is not null;

    /// <summary>A decision names the other by case number, which stays after erasure.</summary>
    public static Consent Decision(long caregiverId, long fellowId, ConsentWay how, DateOnly today) =>
        new()
        {
            CaregiverId = caregiverId,
            Recipient = ConsentRecipient.FellowCaregiver,
            Name = NumberOf(fellowId),
            Data = ConsentData.SideBySide,
            GivenOn = today,
            GivenHow = how,
        };

    private static string NumberOf(long caregiverId) => caregiverId.ToString(CultureInfo.InvariantCulture);
}
