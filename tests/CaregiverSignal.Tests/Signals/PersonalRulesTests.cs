using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public sealed class PersonalRulesTests
{
    private static readonly DateOnly Today = Some.Date("2026-03-10");
    private static readonly Finding AmberLevel = new(SignalKind.Level, Level.Amber, Today, "zwaar");
    private static readonly Finding RedLevel = AmberLevel with { Level = Level.Red };

    [Fact]
    public void Every_limit_of_the_settings_can_be_another_for_one_person_and_no_other_limit_moves()
    {
        var usual = new RuleSettings();
        Assert.Equal(
            SettingsReader.KnownKeys.Where(key => key.StartsWith("Signals:", StringComparison.Ordinal)),
            PersonalRules.Limits(usual).Select(limit => "Signals:" + limit.Key));

        foreach (var limit in PersonalRules.Limits(usual))
        {
            var own = PersonalRules.Of(usual, [Agreed(Override.Limit, limit.Key, 42)], Today);

            Assert.Equal([(limit.Key, 42d)], PersonalRules.Limits(own).Except(PersonalRules.Limits(usual)).Select(one => (one.Key, one.Value)));
        }

        Assert.Equal(new RuleSettings(), usual);
    }

    [Theory]
    [InlineData("2026-03-09", 7)]
    [InlineData("2026-03-10", 9)]
    [InlineData("2026-03-19", 9)]
    [InlineData("2026-03-20", 7)]
    public void A_limit_holds_from_its_first_day_and_ends_by_itself(string day, double csi)
    {
        Assert.Equal(csi, PersonalRules.Of(new RuleSettings(), [Agreed(Override.Limit, "Level:Csi", 9)], Some.Date(day)).Level.Csi);
    }

    [Fact]
    public void What_was_ended_before_its_time_and_a_limit_of_a_rule_that_is_gone_change_nothing()
    {
        Override[] overrides = [Agreed(Override.Limit, "Level:Csi", 9) with { EndedOn = Today }, Agreed(Override.Limit, "Gone:Csi", 9)];

        Assert.Equal(new RuleSettings(), PersonalRules.Of(new RuleSettings(), overrides, Today));
    }

    [Fact]
    public void A_muted_kind_is_quiet_and_another_kind_is_not()
    {
        var other = new Finding(SignalKind.Event, Level.Red, Today, "val");

        Assert.Equal([other], PersonalRules.Unmuted([AmberLevel, other], [Agreed(Override.Mute, "level", 0)], Today));
    }

    [Fact]
    public void What_became_red_since_comes_through_and_what_was_red_already_does_not()
    {
        Assert.Equal([RedLevel], PersonalRules.Unmuted([RedLevel], [Agreed(Override.Mute, "level", 0)], Today));
        Assert.Empty(PersonalRules.Unmuted([RedLevel], [Agreed(Override.Mute, "level", 1)], Today));
    }

    [Fact]
    public void A_request_to_be_called_always_comes_through()
    {
        var request = new Finding(SignalKind.Request, Level.Amber, Today, "vraagt");

        Assert.Equal([request], PersonalRules.Unmuted([request], [Agreed(Override.Mute, "request", 1)], Today));
    }

    [Fact]
    public void At_the_end_of_a_mute_the_kind_is_back()
    {
        Override[] overrides = [Agreed(Override.Mute, "level", 1)];

        Assert.Equal(Some.Date("2026-03-20"), PersonalRules.NextEnd(overrides, Today));
        Assert.Equal([RedLevel], PersonalRules.Unmuted([RedLevel], overrides, Some.Date("2026-03-20")));
        Assert.Null(PersonalRules.NextEnd(overrides, Some.Date("2026-03-20")));
    }

    private static Override Agreed(string kind, string subject, double value) =>
        new() { Kind = kind, Subject = subject, Value = value, FromOn = Today, UntilOn = Today.AddDays(10) };
}
