using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What the service directory offers in tests.</summary>
internal static class SomeOffers
{
    public static long AddOffer(this TestInstallation site) =>
        site.Write(transaction =>
        {
            OfferTable.Put(
                transaction,
                new Offer
                {
                    Name = "Verzonnen Thuis",
                    KindCode = "volunteer-at-home",
                    Area = "Bedachtdorp",
                    CheckedOn = site.Time.Today,
                }
            );
            return transaction.One<long>("select max(id) from offer");
        });
}
