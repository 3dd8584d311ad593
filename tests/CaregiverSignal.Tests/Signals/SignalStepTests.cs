using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class SignalStepTests
{
    [Fact]
    public void Without_findings_nothing_changes()
    {
        Assert.Null(Next(null, []));
        Assert.Null(Next(Open(Level.Red, Found(SignalKind.Level, Level.Red)), []));
    }

    [Fact]
    public void The_first_finding_opens_a_signal_and_is_told()
    {
        var change = Next(null, [Found(SignalKind.Level), Found(SignalKind.Request, Level.Red)]);

        Assert.NotNull(change);
        Assert.True(change.Open && change.Tell);
        Assert.Equal(Level.Red, change.Level);
        Assert.Equal([SignalKind.Level, SignalKind.Request], change.Kinds);
        Assert.Equal(2, change.New.Count);
    }

    [Fact]
    public void The_same_findings_again_change_nothing()
    {
        var finding = Found(SignalKind.Level);

        Assert.Null(Next(Open(Level.Amber, finding), [finding]));
    }

    [Fact]
    public void A_newer_finding_of_a_known_kind_joins_without_telling()
    {
        var change = Next(Open(Level.Amber, Found(SignalKind.Level)), [Found(SignalKind.Level, day: "2026-03-01")]);

        Assert.NotNull(change);
        Assert.False(change.Open || change.Tell);
        Assert.Single(change.New);
    }

    [Fact]
    public void An_amber_kind_joins_without_telling_and_a_red_one_is_told()
    {
        var open = Open(Level.Red, Found(SignalKind.Level, Level.Red));

        var amber = Next(open, [Found(SignalKind.Silence)]);
        var red = Next(open, [Found(SignalKind.Request, Level.Red)]);

        Assert.False(amber!.Tell);
        Assert.True(red!.Tell);
        Assert.Equal([SignalKind.Level, SignalKind.Request], red.Kinds);
    }

    [Fact]
    public void A_rising_level_is_told_also_within_a_kind_and_a_day()
    {
        var change = Next(Open(Level.Amber, Found(SignalKind.Level)), [Found(SignalKind.Level, Level.Red)]);

        Assert.True(change!.Tell);
        Assert.Equal(Level.Red, change.Level);
    }

    [Fact]
    public void The_level_of_an_open_signal_never_falls()
    {
        var change = Next(Open(Level.Red, Found(SignalKind.Level, Level.Red)), [Found(SignalKind.Change)]);

        Assert.Equal(Level.Red, change!.Level);
        Assert.False(change.Tell);
    }

    [Fact]
    public void Codes_go_both_ways()
    {
        Assert.All(Enum.GetValues<SignalKind>(), kind => Assert.Equal(kind, Kinds.KindOf(Kinds.Code(kind))));
        Assert.All(Enum.GetValues<Level>(), level => Assert.Equal(level, Kinds.LevelOf(Kinds.Code(level))));
        Assert.Equal("divergence", Kinds.Code(SignalKind.Divergence));
        Assert.Throws<InvalidOperationException>(() => Kinds.LevelOf("orange"));
    }

    private static SignalChange? Next(OpenSignal? open, IReadOnlyList<Finding> findings) =>
        SignalStep.Next(SignalLife.None with { Open = open }, findings, Some.Date("2026-03-01"));

    private static Finding Found(SignalKind kind, Level level = Level.Amber, string day = "2026-02-01") =>
        new(kind, level, Some.Date(day), "Reden.");

    private static OpenSignal Open(Level level, params Finding[] findings) =>
        new(level, [.. findings.Select(it => new KnownFinding(it.Kind, it.Level, it.Day))]);
}
