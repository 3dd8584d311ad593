using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public sealed class LimitRangesTests
{
    [Fact]
    public void Every_limit_has_a_range_that_holds_what_it_is_by_itself() =>
        Assert.All(PersonalRules.Limits(new RuleSettings()), limit => Assert.True(limit.Allowed.Holds(limit.Value), limit.Key));
}
