using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Signals.Cases;

namespace CaregiverSignal.Tests.Signals;

public class AskSoonerTests
{
    private static readonly RuleSettings Rules = new();

    [Fact]
    public void Who_becomes_near_is_to_be_asked_sooner_from_the_day_of_the_answer()
    {
        var life = new Case().Asked("2025-01-10").Answers(volhoudtijd: 6).Asked("2025-02-10").Answers(volhoudtijd: 4);

        Assert.Null(Since(life, "2025-02-09"));
        Assert.Equal(Some.Date("2025-02-10"), Since(life, "2025-02-10"));
        Assert.Equal(Some.Date("2025-02-10"), Since(life, "2025-03-01"));
    }

    [Fact]
    public void Who_stays_as_near_as_they_were_is_not_and_who_comes_nearer_is()
    {
        var amber = new Case().Asked("2025-01-10").Answers(volhoudtijd: 4).Asked("2025-02-10").Answers(volhoudtijd: 4);

        Assert.Null(Since(amber, "2025-02-20"));
        Assert.Equal(Some.Date("2025-03-10"), Since(amber.Asked("2025-03-10").Answers(volhoudtijd: 2), "2025-03-20"));
        Assert.Null(Since(amber.Asked("2025-03-10").Answers(volhoudtijd: 5), "2025-03-20"));
    }

    [Fact]
    public void Something_heavy_since_they_were_asked_is_a_reason_and_what_was_known_before_is_none()
    {
        var life = new Case().Asked("2025-01-10").Answers(volhoudtijd: 6);

        Assert.Equal(Some.Date("2025-01-16"), Since(life.Happened("2025-01-16", "HelperLost"), "2025-01-20"));
        Assert.Null(Since(life.Happened("2025-01-09", "HelperLost"), "2025-01-20"));
        Assert.Null(Since(life.Happened("2025-01-16", "Moved"), "2025-01-20"));
    }

    [Fact]
    public void Silence_is_never_a_reason_to_ask_more()
    {
        // Two years and bad, and then nothing: the third point comes by the silence.
        var life = new Case()
            .Asked("2025-01-10")
            .Answers(volhoudtijd: 5, going: 4)
            .Asked("2025-02-10")
            .Answers(volhoudtijd: 5, going: 2, burden: 10)
            .Missed("2025-03-10")
            .Missed("2025-04-10");

        Assert.All(Enumerable.Range(0, 40), day => Assert.Null(Since(life, Some.Date("2025-04-10").AddDays(day))));
    }

    [Fact]
    public void Of_somebody_never_asked_nothing_is_asked_sooner() =>
        Assert.Null(AskSooner.Since(Some.History().Happened("2025-01-16", "HelperLost"), Rules));

    private static DateOnly? Since(Case life, string today) => Since(life, Some.Date(today));

    private static DateOnly? Since(Case life, DateOnly today) =>
        AskSooner.Since(
            new History(
                today,
                [.. life.Waves.Where(wave => wave.AskedOn <= today)],
                [.. life.Events.Where(one => one.Day <= today)],
                []
            ),
            Rules
        );
}
