using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.People;

namespace CaregiverSignal.Tests.Desk.Entry;

public sealed class EnteringTests
{
    private static readonly CheckIn January = Closed(1, "2026-01-05");
    private static readonly CheckIn February = Closed(2, "2026-02-05");
    private static readonly CheckIn March = new()
    {
        Id = 3,
        AskedOn = Some.Date("2026-03-05"),
        ClosesOn = Some.Date("2026-03-19"),
    };

    [Theory]
    [InlineData(CaregiverStatus.Active, EntryWindow.Open)]
    [InlineData(CaregiverStatus.Paused, EntryWindow.Open)]
    [InlineData(CaregiverStatus.Aftercare, EntryWindow.Over)]
    [InlineData(CaregiverStatus.Ended, EntryWindow.Over)]
    public void An_open_check_in_is_typed_in_for_who_may_be_asked(CaregiverStatus status, EntryWindow window) =>
        Assert.Equal(
            window,
            Entering.WindowOf(March, status, [January, February, March], isBegun: true, Some.Date("2026-03-06"))
        );

    [Theory]
    [InlineData("2026-02-19", EntryWindow.Late)]
    [InlineData("2026-03-18", EntryWindow.Late)]
    [InlineData("2026-03-19", EntryWindow.Over)] // 28 days after its end
    public void Paper_is_taken_for_four_weeks_after_the_end(string today, EntryWindow window) =>
        Assert.Equal(
            window,
            Entering.WindowOf(February, CaregiverStatus.Active, [January, February], isBegun: false, Some.Date(today))
        );

    [Fact]
    public void Of_two_that_closed_only_the_newest_takes_paper_though_the_next_is_open()
    {
        Assert.Equal(
            EntryWindow.Late,
            Entering.WindowOf(
                February,
                CaregiverStatus.Active,
                [January, February, March],
                false,
                Some.Date("2026-03-06")
            )
        );
        Assert.Equal(
            EntryWindow.Over,
            Entering.WindowOf(
                January,
                CaregiverStatus.Active,
                [January, February, March],
                false,
                Some.Date("2026-02-06")
            )
        );
    }

    [Fact]
    public void What_was_begun_before_it_closed_or_answered_after_is_final()
    {
        Assert.Equal(
            EntryWindow.Over,
            Entering.WindowOf(February, CaregiverStatus.Active, [February], isBegun: true, Some.Date("2026-02-20"))
        );
        Assert.Equal(
            EntryWindow.Answered,
            Entering.WindowOf(
                February with
                {
                    AnsweredAt = February.ClosedAt,
                },
                CaregiverStatus.Active,
                [February],
                true,
                Some.Date("2026-02-20")
            )
        );
    }

    private static CheckIn Closed(long id, string asked) =>
        new()
        {
            Id = id,
            AskedOn = Some.Date(asked),
            ClosesOn = Some.Date(asked).AddDays(14),
            ClosedAt = new DateTimeOffset(Some.Date(asked).AddDays(14), TimeOnly.MinValue, TimeSpan.Zero),
        };
}
