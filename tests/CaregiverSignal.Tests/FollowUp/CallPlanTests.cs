using CaregiverSignal.FollowUp;
using CaregiverSignal.People;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.FollowUp;

public sealed class CallPlanTests
{
    private static readonly string[] Ladder = ["network", "volunteer", "general", "professional"];
    private static readonly Texts Words = Texts.Of(typeof(CallPlan));

    public static TheoryData<SignalKind> EveryKind => [.. Enum.GetValues<SignalKind>()];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_has_two_or_three_options_in_ladder_order_and_always_a_professional(SignalKind kind)
    {
        var plan = CallPlan.Of([(kind, Level.Amber)], respiteFailed: false)!;

        Assert.InRange(plan.Options.Count, 2, 3);
        Assert.Equal("professional", plan.Options[^1].Step);
        Assert.Equal(plan.Options.OrderBy(one => Array.IndexOf(Ladder, one.Step)), plan.Options);
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_has_an_opening_sentence_that_asks_and_does_not_judge(SignalKind kind)
    {
        var opening = Words["Opening." + Kinds.Code(kind)];

        Assert.DoesNotContain("hulp nodig", opening, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("score", opening, StringComparison.OrdinalIgnoreCase);
        Assert.All(opening.Split(['.', '?'], StringSplitOptions.RemoveEmptyEntries), sentence => Assert.InRange(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 1, 15));
        Assert.All(CallPlan.Of([(kind, Level.Red)], false)!.Options, option => Assert.True(Words.Has($"Option.{option.Step}.{option.What}")));
    }

    [Fact]
    public void Who_asks_to_be_called_comes_before_everything()
    {
        Assert.Equal(SignalKind.Request, CallPlan.Of([(SignalKind.Level, Level.Red), (SignalKind.Request, Level.Amber)], false)!.Kind);
    }

    [Fact]
    public void A_red_reason_opens_the_call_before_an_amber_one()
    {
        Assert.Equal(SignalKind.Level, CallPlan.Of([(SignalKind.Event, Level.Amber), (SignalKind.Level, Level.Red)], false)!.Kind);
    }

    [Fact]
    public void Respite_that_failed_is_not_offered_again_in_the_same_way()
    {
        var plan = CallPlan.Of([(SignalKind.Level, Level.Red)], respiteFailed: true)!;

        Assert.Equal(["network", "professional"], plan.Options.Select(one => one.Step));
    }

    [Fact]
    public void Without_reasons_there_is_nothing_to_say()
    {
        Assert.Null(CallPlan.Of([], false));
    }

    [Fact]
    public void The_newest_event_says_how_respite_stands()
    {
        CareEvent[] events =
        [
            new() { Kind = "RespiteFailed", HappenedOn = Some.Date("2026-01-01") },
            new() { Kind = "HelperLost", HappenedOn = Some.Date("2026-01-10") },
            new() { Kind = "RespiteStarted", HappenedOn = Some.Date("2026-02-01") },
        ];

        Assert.Equal(["RespiteStarted", "HelperLost"], InPlace.Of(events).Select(one => one.Kind));
        Assert.False(InPlace.RespiteFailed(events));
        Assert.True(InPlace.RespiteFailed(events[..1]));
    }
}
