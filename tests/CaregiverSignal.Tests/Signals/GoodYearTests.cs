using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Signals.Cases;

namespace CaregiverSignal.Tests.Signals;

public class GoodYearTests
{
    private static readonly Case Well = new Case().EachMonth(
        "2024-01-10",
        13,
        (life, _) => life.Answers(volhoudtijd: 6, going: 4, burden: 20)
    );

    [Fact]
    public void A_year_of_answers_of_which_nothing_was_told_is_a_good_one()
    {
        Assert.True(Is(Well, "2025-01-10"));
        Assert.False(Is(Well, "2025-01-09"));
    }

    [Fact]
    public void What_was_told_within_the_year_or_today_makes_it_none()
    {
        var ill = new Case().EachMonth(
            "2024-01-10",
            25,
            (life, month) => life.Answers(volhoudtijd: month == 11 ? 3 : 6)
        );

        Assert.False(Is(ill, "2025-01-10"));
        Assert.False(Is(ill, "2025-12-09"));
        Assert.True(Is(ill, "2025-12-10"));
        Assert.False(Is(Well.Asked("2025-02-10").Answers(volhoudtijd: 2), "2025-02-10"));
        Assert.False(Is(Well.Happened("2024-12-01", "CrisisAdmission"), "2025-01-10"));
    }

    [Fact]
    public void Of_whom_little_was_heard_nothing_is_known_to_be_well()
    {
        var seldom = new Case().EachMonth(
            "2024-01-10",
            13,
            (life, month) => month is > 2 and < 11 && month % 2 == 0 ? life : life.Answers(volhoudtijd: 6)
        );

        Assert.False(Is(seldom, "2025-01-10"));
        Assert.False(GoodYear.Is(Some.History(), new RuleSettings()));
    }

    private static bool Is(Case life, string today) =>
        GoodYear.Is(
            new History(
                Some.Date(today),
                [.. life.Waves.Where(wave => wave.AskedOn <= Some.Date(today))],
                [.. life.Events],
                []
            ),
            new RuleSettings()
        );
}
