using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>Whether the support point may see a caregiver's network: it is about others, so it needs a decision of its
/// own.</summary>
internal static class NetworkConsent
{
    /// <summary>The decision in force; null if there is none.</summary>
    internal static async Task<Consent?> Of(Transaction transaction, long caregiverId, DateOnly today) =>
        (await ConsentTable.Of(transaction, caregiverId)).FirstOrDefault(consent =>
            consent.Data == ConsentData.Network && consent.HoldsOn(today)
        );

    /// <summary>Everything ever drawn; nothing if the support point may not see it.</summary>
    internal static async Task<IReadOnlyList<Tie>> Ties(Transaction transaction, long caregiverId, DateOnly today) =>
        await Of(transaction, caregiverId, today) is null ? [] : await TieTable.Of(transaction, caregiverId);

    internal static Task Give(
        Transaction transaction,
        long caregiverId,
        ConsentWay how,
        long notedBy,
        DateOnly today,
        DateTimeOffset at
    ) =>
        ConsentTable.Add(
            transaction,
            new Consent
            {
                CaregiverId = caregiverId,
                Recipient = ConsentRecipient.SupportPoint,
                Data = ConsentData.Network,
                GivenOn = today,
                GivenHow = how,
            },
            notedBy,
            at
        );
}
