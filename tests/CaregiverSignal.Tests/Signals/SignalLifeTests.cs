using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

/// <summary>When a coordinator is told, and told again.</summary>
public class SignalLifeTests
{
    private static readonly DateOnly First = Some.Date("2026-01-05");

    [Fact]
    public void While_nobody_acts_the_same_state_is_told_once()
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Level));

        Assert.Null(SignalStep.Next(life, [Found(SignalKind.Level)], First.AddDays(200)));
        Assert.False(SignalStep.Next(life, [Found(SignalKind.Level, day: "2026-07-01")], First.AddDays(200))!.Tell);
    }

    [Fact]
    public void What_the_rules_find_after_a_contact_is_told_again_with_the_level_and_kinds_of_that_day()
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Level, Level.Red), Found(SignalKind.Silence)).After(Contact(2));

        var change = SignalStep.Next(life, [Found(SignalKind.Level, day: "2026-04-08")], First.AddDays(123));

        Assert.True(change is { Tell: true, Open: false, Level: Level.Amber });
        Assert.Equal([SignalKind.Level], change.Kinds);
    }

    [Fact]
    public void What_is_told_again_after_a_contact_is_not_told_a_third_time()
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Level)).After(Contact(2));
        life = Told(life, First.AddDays(130), Found(SignalKind.Level));

        Assert.Null(SignalStep.Next(life, [Found(SignalKind.Level)], First.AddDays(300)));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void The_same_state_is_not_told_twice_in_thirty_days_after_a_contact(int days, bool tells)
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Level, Level.Red)).After(Contact(1));
        var today = First.AddDays(days);
        Finding[] findings = [Found(SignalKind.Level, Level.Red, "2026-01-20")];

        Assert.Equal(tells, SignalStep.Next(life, findings, today)!.Tell);
        Assert.Equal(tells ? null : First.AddDays(30), SignalStep.LooksAgainOn(life, findings, today));
    }

    [Fact]
    public void What_was_held_back_is_told_when_the_thirty_days_are_over_and_it_is_still_so()
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Level, Level.Red)).After(Contact(1));
        Finding[] findings = [Found(SignalKind.Level, Level.Red, "2026-01-20")];
        life = life.After(SignalStep.Next(life, findings, First.AddDays(15))!, First.AddDays(15));

        Assert.Null(SignalStep.Next(life, [], First.AddDays(30)));
        Assert.True(SignalStep.Next(life, findings, First.AddDays(30))!.Tell);
    }

    [Theory]
    [InlineData(SignalKind.Level, Level.Red)]
    [InlineData(SignalKind.Silence, Level.Red)]
    [InlineData(SignalKind.Change, Level.Amber)]
    [InlineData(SignalKind.Silence, Level.Amber)]
    [InlineData(SignalKind.Event, Level.Amber)]
    public void A_higher_level_what_is_reliably_worse_than_then_a_silence_and_a_later_event_do_not_wait_after_a_talk(SignalKind kind, Level level)
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Level)).After(Contact(1));

        Assert.True(SignalStep.Next(life, [Found(kind, level, "2026-01-10")], First.AddDays(5))!.Tell);
    }

    [Theory]
    [InlineData(null, 122)]
    [InlineData(40, 40)]
    [InlineData(200, 122)]
    public void What_is_amber_of_another_kind_joins_in_silence_for_a_third_of_a_year_after_a_talk_or_until_the_agreed_day(int? agreed, int tells)
    {
        var talk = new Contact(First.AddDays(1), false, agreed is { } days ? First.AddDays(days) : null);
        var life = Told(SignalLife.None, First, Found(SignalKind.Level)).After(talk);
        Finding[] findings = [Found(SignalKind.Item, day: "2026-01-12")];
        var joined = SignalStep.Next(life, findings, First.AddDays(7))!;

        Assert.True(joined is { Tell: false, Open: false, New: [_] });
        life = life.After(joined, First.AddDays(7));
        Assert.Equal(First.AddDays(tells), SignalStep.LooksAgainOn(life, findings, First.AddDays(7)));
        Assert.Null(SignalStep.Next(life, findings, First.AddDays(tells - 1)));
        Assert.True(SignalStep.Next(life, findings, First.AddDays(tells))!.Tell);
        Assert.Null(SignalStep.Next(life, [], First.AddDays(tells)));
    }

    [Fact]
    public void Every_request_is_told_at_once()
    {
        var life = Told(SignalLife.None, First, Found(SignalKind.Request, Level.Red));

        Assert.True(SignalStep.Next(life, [Found(SignalKind.Request, Level.Red, "2026-01-06")], First.AddDays(1))!.Tell);
        Assert.True(SignalStep.Next(life.After(Contact(1)), [Found(SignalKind.Request, Level.Red, "2026-01-07")], First.AddDays(2))!.Tell);
        Assert.True(SignalStep.Next(life.After(Contact(1, closes: true)), [Found(SignalKind.Request, Level.Red, "2026-01-07")], First.AddDays(2))!.Tell);
    }

    [Fact]
    public void What_opens_again_within_thirty_days_of_its_closing_stands_in_the_worklist_and_is_told_after_them()
    {
        Finding[] findings = [Found(SignalKind.Level, Level.Red)];
        var life = Told(SignalLife.None, First, findings).After(Contact(5, closes: true));
        var opened = SignalStep.Next(life, findings, First.AddDays(12))!;

        Assert.True(opened is { Open: true, Tell: false });
        life = life.After(opened, First.AddDays(12));
        Assert.Equal(First.AddDays(30), SignalStep.LooksAgainOn(life, findings, First.AddDays(12)));
        Assert.True(SignalStep.Next(life, findings, First.AddDays(30)) is { Open: false, Tell: true });
    }

    private static SignalLife Told(SignalLife life, DateOnly today, params Finding[] findings)
    {
        var change = SignalStep.Next(life, findings, today);
        Assert.True(change!.Tell);
        return life.After(change, today);
    }

    private static Contact Contact(int days, bool closes = false) => new(First.AddDays(days), closes, null);

    private static Finding Found(SignalKind kind, Level level = Level.Amber, string day = "2026-01-05") => new(kind, level, Some.Date(day), "Reden.");
}
