namespace CaregiverSignal.Tests.Signals;

public class RuleSetTests
{
    private static readonly RuleSettings Shipped = new();

    [Fact]
    public void The_shipped_limits_are_the_rule_set_and_no_limits_stand_beside_it()
    {
        Assert.Equal(new RuleSet(RuleSettings.Version, "{}"), RuleSet.Of(Shipped));
        Assert.Equal(RuleSet.Of(Shipped), RuleSet.Of(Some.Rules(("Nearness:Red", Nearness.Red.Shipped))));
    }

    [Fact]
    public void Other_limits_stand_in_the_order_of_their_names_behind_a_fingerprint_that_never_changes()
    {
        var rules = RuleSet.Of(Some.Rules(("Nearness:Red", 9), ("Nearness:Amber", 4)));

        Assert.Equal("""{"Nearness:Amber":4,"Nearness:Red":9}""", rules.Limits);
        Assert.Equal("10+fa13e00d", rules.Version);
    }

    [Fact]
    public void The_limits_of_a_stored_set_are_read_back()
    {
        var limits = RuleSet.Of(Some.Rules(("Nearness:Red", 9), ("Nearness:Amber", 4))).Limits;

        Assert.Equal(
            [("Nearness:Amber", 4d), ("Nearness:Red", 9d)],
            RuleSet.LimitsIn(limits).Select(entry => (entry.Key, entry.Value))
        );
    }

    [Fact]
    public void Every_limit_that_is_another_makes_another_version()
    {
        var versions = RuleSettings.Limits.SelectMany(limit =>
            new[] { 1, 2 }.Select(more => RuleSet.Of(Shipped.With(limit, limit.Shipped + more)).Version)
        );

        Assert.Distinct(versions.Append(RuleSet.Of(Shipped).Version));
    }
}
