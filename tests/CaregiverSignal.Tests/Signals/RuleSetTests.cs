using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public sealed class RuleSetTests
{
    private static readonly RuleSettings Shipped = new();

    [Fact]
    public void The_shipped_limits_have_the_version_of_the_rules_and_no_limits_beside_it()
    {
        Assert.Equal(new RuleSet(RuleSettings.Version, "{}"), RuleSet.Of(Shipped));
        Assert.Equal(RuleSet.Of(Shipped), RuleSet.Of(Shipped with { Level = new LevelLimits(Csi: 7) }));
    }

    [Fact]
    public void Other_limits_stand_in_the_order_of_their_names_behind_a_fingerprint_that_never_changes()
    {
        var rules = RuleSet.Of(Shipped with { Level = new LevelLimits(Csi: 9), Change = new ChangeLimits(Happiness: 2.5) });

        Assert.Equal("""{"Change:Happiness":2.5,"Level:Csi":9}""", rules.Limits);
        Assert.Equal(RuleSettings.Version + "+b568cd49", rules.Version);
        Assert.Equal([("Change:Happiness", 2.5), ("Level:Csi", 9)], RuleSet.LimitsIn(rules.Limits).Select(one => (one.Key, one.Value)));
    }

    [Fact]
    public void Every_limit_that_is_another_makes_another_version()
    {
        var versions = PersonalRules.Limits(Shipped).Select(limit => RuleSet.Of(Agreed(limit.Key, 42)).Version).ToList();

        Assert.Distinct(versions.Append(RuleSet.Of(Shipped).Version).Append(RuleSet.Of(Agreed("Level:Csi", 43)).Version));
    }

    [Fact]
    public void The_same_limits_have_one_version_whether_they_were_set_or_agreed_for_one_person()
    {
        Assert.Equal(RuleSet.Of(Shipped with { Level = new LevelLimits(Csi: 9) }), RuleSet.Of(Agreed("Level:Csi", 9)));
    }

    [Fact]
    public void The_language_of_the_machine_plays_no_part()
    {
        var before = CultureInfo.CurrentCulture;
        var settings = Shipped with { Change = new ChangeLimits(Happiness: 2.5) };
        var expected = RuleSet.Of(settings);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("nl-NL");
            Assert.Equal(expected, RuleSet.Of(settings));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Of_a_version_without_limits_that_were_kept_none_are_known()
    {
        Assert.Empty(RuleSet.LimitsIn(null));
    }

    private static RuleSettings Agreed(string limit, double value)
    {
        var day = Some.Date("2026-03-10");
        return PersonalRules.Of(Shipped, [new Override { Kind = Override.Limit, Subject = limit, Value = value, FromOn = day, UntilOn = day.AddDays(1) }], day);
    }
}
