using CaregiverSignal.Answers;
using CaregiverSignal.Pages.ForCoordinators.Case;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

public sealed class CallModelTests
{
    private static readonly HelpBarrier[] Barriers = [.. Enum.GetValues<HelpBarrier>().Except([HelpBarrier.None])];
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
    }

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

        Assert.Equal(
            [EventKind.RespiteStarted, EventKind.HelperLost],
            InPlace.Of(events).Select(careEvent => careEvent.Kind)
        );
    }
}
