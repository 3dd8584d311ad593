using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What the service directory offers in tests.</summary>
internal static class SomeOffers
{
    public static Task<long> AddOffer(this TestInstallation site) =>
        site.Offer("Verzonnen Thuis", "volunteer-at-home", "Bedachtdorp");

    /// <summary>An offer with a phone number, which everybody may be told of.</summary>
    public static Task<long> Offer(
        this TestInstallation site,
        string name,
        string kind,
        string area = "",
        string namedTo = Referrals.Offer.Everybody
    ) =>
        site.Write(async transaction =>
        {
            await OfferTable.Put(
                transaction,
                new Offer
                {
                    Name = name,
                    KindCode = kind,
                    Area = area,
                    Way = WayIn.Free,
                    Waiting = "een week",
                    Phone = "0800-0000001",
                    NamedTo = namedTo,
                    CheckedOn = site.Time.Today,
                }
            );
            return await transaction.One<long>("select max(id) from offer");
        });
}
