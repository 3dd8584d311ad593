using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Referrals;

/// <summary>Which offers of the service directory are near somebody.</summary>
public sealed class OffersNearTests
{
    private static readonly string[] Areas = ["", "Elders", "Ons Dorp", "Noord", "ONS DORP, Noord", "Elders Noord"];

    [Theory]
    [InlineData("Ons Dorp", "Noord", "Noord|ONS DORP, Noord|Ons Dorp|")]
    [InlineData("Ons Dorp", null, "Ons Dorp|ONS DORP, Noord|")]
    [InlineData("Ergens", "Zuid", "")]
    [InlineData(null, null, "Elders|Ons Dorp|Noord|ONS DORP, Noord|Elders Noord|")]
    public void What_is_near_stands_first_and_the_whole_country_last(string? place, string? near, string expected) =>
        Assert.Equal(
            expected.Split('|'),
            OffersNear
                .Of(
                    Areas.Select(area => new Offer { Area = area }),
                    new PersonDetails { Municipality = place, Neighbourhood = near }
                )
                .Select(offer => offer.Area)
        );

    [Theory]
    [InlineData("", "dementia", true)]
    [InlineData(Offer.Everybody, "dementia", true)]
    [InlineData("dementia", "dementia", true)]
    [InlineData("dementia", "psychiatric", false)]
    [InlineData("dementia", null, true)]
    public void What_is_for_another_condition_is_left_out_once_theirs_is_known(string to, string? theirs, bool isFor) =>
        Assert.Equal(isFor, new Offer { NamedTo = to }.IsFor(theirs));
}
