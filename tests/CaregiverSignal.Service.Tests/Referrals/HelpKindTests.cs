using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Referrals;

/// <summary>The forms of help and methods, as their file has them.</summary>
public sealed class HelpKindTests
{
    [Fact]
    public void Each_says_what_it_is_for_and_where_that_is_from_and_has_its_own_name()
    {
        Assert.All(
            HelpKind.All,
            kind => Assert.All([kind.Key, kind.Name, kind.Told, kind.For, kind.Source], Assert.NotEmpty)
        );
        Assert.Distinct(HelpKind.All.Select(kind => kind.Key));
        Assert.Distinct(HelpKind.All.Select(kind => kind.Name));
    }

    /// <summary>
    /// domain.md rows 51 to 58, 61, 62 and 85: what a coordinator can refer to, under the name that they know.
    /// </summary>
    [Theory]
    [InlineData("Eigen Kracht")]
    [InlineData("netwerkcoach")]
    [InlineData("triade")]
    [InlineData("zelfhulp")]
    [InlineData("psycho-educatie")]
    [InlineData("Ypsilon")]
    [InlineData("pgb")]
    public void Each_is_found_under_the_name_that_coordinators_know_with_when_it_fits_and_not_and_what_to_ask(
        string name
    )
    {
        var kind = HelpKind.All.Single(known => known.Name.Contains(name, StringComparison.OrdinalIgnoreCase));

        Assert.All([kind.Fits, kind.Not, kind.Ask, kind.After], Assert.NotNull);
        Assert.NotEqual(HelpKind.Ours, kind.Source);
    }

    [Fact]
    public void A_key_that_is_not_known_any_more_is_still_shown()
    {
        var kind = HelpKind.Of("sonestra");

        Assert.Equal(("sonestra", HelpGroup.Support), (kind.Name, kind.Group));
        Assert.Null(HelpKind.Find("sonestra"));
    }

    [Fact]
    public void What_asks_the_own_people_for_a_plan_costs_strength_first() =>
        Assert.All(
            HelpKind.All.Where(kind => kind.AsksOwnPeople && kind.Group == HelpGroup.Support),
            kind => Assert.True(kind.Strains)
        );
}
