using CaregiverSignal.Answers;
using CaregiverSignal.Desk.Case;

namespace CaregiverSignal.Tests.Desk;

public sealed class CallPlanTests
{
    private static readonly HelpBarrier[] Barriers = [.. Enum.GetValues<HelpBarrier>().Except([HelpBarrier.None])];
    private static readonly string[] Ladder = ["network", "volunteer", "general", "professional"];
    private static readonly Texts Words = CaseModel.Words;

    public static TheoryData<SignalKind> EveryKind => [.. Enum.GetValues<SignalKind>()];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_has_an_opening_sentence_that_asks_and_does_not_judge(SignalKind kind)
    {
        var opening = Words["Opening." + kind.Code()];

        Assert.DoesNotContain("hulp nodig", opening, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("score", opening, StringComparison.OrdinalIgnoreCase);
        Assert.Each(
            opening.Split(['.', '?'], StringSplitOptions.RemoveEmptyEntries),
            sentence => Assert.InRange(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 1, 15)
        );
        Assert.Each(
            CallPlan.Of([(kind, Urgency.Red)], false)!.Options,
            option => Assert.True(Words.Has($"Option.{option.Step}.{option.What}"))
        );
    }

    [Theory]
    [InlineData(SignalKind.Request, Urgency.Amber, SignalKind.Level, Urgency.Red)]
    [InlineData(SignalKind.Level, Urgency.Red, SignalKind.Event, Urgency.Amber)]
    public void A_call_opens_with_a_request_and_otherwise_with_what_is_red(
        SignalKind first,
        Urgency urgency,
        SignalKind other,
        Urgency less
    ) => Assert.Equal(first, CallPlan.Of([(other, less), (first, urgency)], false)!.Kind);

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Where_respite_runs_care_that_takes_over_is_looked_at_together_and_a_professional_stays(SignalKind kind)
    {
        foreach (var wish in new HelpWish?[] { null, HelpWish.Respite })
        {
            var options = CallPlan.Of([(kind, Urgency.Red)], respiteFailed: false, wish, respiteRuns: true)!.Options;

            Assert.DoesNotContain(options, option => option is { Step: "professional", What: "relief" });
            Assert.Contains(options, option => option.Step == "professional");
            Assert.Each(options, option => Assert.True(Words.Has($"Option.{option.Step}.{option.What}")));
        }

        Assert.Equal(
            "respite",
            CallPlan.Of([(SignalKind.Level, Urgency.Red)], respiteFailed: false, respiteRuns: true)!.Options[^1].What
        );
    }

    [Fact]
    public void Respite_that_failed_is_not_offered_again_in_the_same_way()
    {
        var plan = CallPlan.Of([(SignalKind.Level, Urgency.Red)], respiteFailed: true)!;

        Assert.Equal(["network", "professional"], plan.Options.Select(one => one.Step));
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Whatever_somebody_wishes_there_are_two_or_three_options_in_ladder_order_and_a_professional(
        SignalKind kind
    )
    {
        foreach (var wish in Enum.GetValues<HelpWish>())
        {
            foreach (var respiteFailed in new[] { false, true })
            {
                var options = CallPlan.Of([(kind, Urgency.Red)], respiteFailed, wish)!.Options;

                Assert.InRange(options.Count, 2, 3);
                Assert.Equal("professional", options[^1].Step);
                Assert.Equal(options.OrderBy(one => Array.IndexOf(Ladder, one.Step)), options);
                Assert.Equal(options.Count, options.Select(one => (one.Step, one.What)).Distinct().Count());
                Assert.Equal(wish != HelpWish.Nothing, options.Any(one => one.Fits));
                Assert.Each(options, one => Assert.True(Words.Has($"Option.{one.Step}.{one.What}")));
            }
        }
    }

    [Fact]
    public void Who_wants_somebody_to_take_over_is_offered_that_first_in_each_step()
    {
        var options = CallPlan.Of([(SignalKind.Item, Urgency.Amber)], respiteFailed: false, HelpWish.Respite)!.Options;

        Assert.Equal(
            ["volunteer.relief", "professional.relief", "professional.health"],
            options.Select(one => $"{one.Step}.{one.What}")
        );
        Assert.Equal([true, true, false], options.Select(one => one.Fits));
    }

    [Fact]
    public void What_failed_before_is_not_offered_again_because_it_is_wished()
    {
        var options = CallPlan.Of([(SignalKind.Item, Urgency.Amber)], respiteFailed: true, HelpWish.Respite)!.Options;

        Assert.Equal(
            ["general.peers", "professional.relief", "professional.health"],
            options.Select(one => $"{one.Step}.{one.What}")
        );
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void A_wish_for_nothing_or_none_at_all_leaves_the_options_as_they_are(SignalKind kind) =>
        Assert.Equal(
            CallPlan.Of([(kind, Urgency.Red)], false)!.Options,
            CallPlan.Of([(kind, Urgency.Red)], false, HelpWish.Nothing)!.Options
        );

    [Fact]
    public void Every_barrier_has_a_short_sentence_that_asks_nothing_and_judges_nobody()
    {
        Assert.Each(
            Barriers,
            barrier =>
            {
                var say = Words[$"Barrier.{barrier}"];
                Assert.DoesNotMatch("(?i)hulp nodig|moet|score|schaam|trots|familie", say);
                Assert.Each(
                    say.Split('.', StringSplitOptions.RemoveEmptyEntries),
                    sentence => Assert.InRange(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 1, 15)
                );
            }
        );
    }

    [Fact]
    public void The_newest_event_says_how_respite_stands()
    {
        CareEvent[] events =
        [
            new() { Kind = EventKind.RespiteFailed, HappenedOn = Some.Date("2026-01-01") },
            new() { Kind = EventKind.HelperLost, HappenedOn = Some.Date("2026-01-10") },
            new() { Kind = EventKind.RespiteStarted, HappenedOn = Some.Date("2026-02-01") },
        ];

        Assert.Equal([EventKind.RespiteStarted, EventKind.HelperLost], InPlace.Of(events).Select(one => one.Kind));
        Assert.False(InPlace.RespiteFailed(events));
        Assert.True(InPlace.RespiteFailed(events[..1]));
    }
}
