using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Referrals;

/// <summary>Which two answers stand beside each other around the day on which help began.</summary>
public sealed class HelpCourseTests
{
    private static readonly DateOnly Began = new(2026, 3, 31);

    [Theory]
    [InlineData("2026-01-01", "2026-05-31", true)]
    [InlineData("2026-03-31", "2026-09-29", true)]
    // Too long before, after it began, too soon after, and too late.
    [InlineData("2025-12-31", "2026-05-31", false)]
    [InlineData("2026-04-01", "2026-05-31", false)]
    [InlineData("2026-03-31", "2026-05-30", false)]
    [InlineData("2026-03-31", "2026-09-30", false)]
    public void It_is_known_from_an_answer_of_the_three_months_before_and_one_of_two_to_six_months_after(
        string before,
        string after,
        bool isKnown
    ) => Assert.Equal(isKnown, HelpCourse.Around(Began, [(Some.Date(before), 2), (Some.Date(after), 3)]) is not null);

    [Fact]
    public void Of_several_the_last_before_and_the_first_after_count()
    {
        var course = HelpCourse.Around(
            Began,
            [
                (new(2026, 2, 1), 1),
                (new(2026, 3, 1), 2),
                (new(2026, 5, 1), 6),
                (new(2026, 6, 1), 3),
                (new(2026, 8, 1), 4),
            ]
        );

        Assert.Equal(new HelpCourse((new(2026, 3, 1), 2), (new(2026, 6, 1), 3)), course);
    }
}
