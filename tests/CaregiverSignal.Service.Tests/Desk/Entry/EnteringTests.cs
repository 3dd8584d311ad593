namespace CaregiverSignal.Tests.Pages.ForCoordinators.Entry;

public sealed class EnteringTests
{
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
        Assert.Equal(window, EntryRules.WindowOf(March, status, Some.Date("2026-03-06")));

    [Theory]
    [InlineData("2026-02-19", EntryWindow.Late)]
    [InlineData("2026-03-19", EntryWindow.Late)] // 28 days after its end
    [InlineData("2027-02-19", EntryWindow.Late)]
    [InlineData("2027-02-20", EntryWindow.Over)]
    public void Paper_is_taken_for_a_year_after_the_end(string today, EntryWindow window) =>
        Assert.Equal(window, EntryRules.WindowOf(February, CaregiverStatus.Active, Some.Date(today)));

    [Fact]
    public void What_was_answered_is_final() =>
        Assert.Equal(
            EntryWindow.Answered,
            EntryRules.WindowOf(
                February with
                {
                    AnsweredAt = February.ClosedAt,
                },
                CaregiverStatus.Active,
                Some.Date("2026-02-20")
            )
        );

    private static CheckIn Closed(long id, string asked) =>
        new()
        {
            Id = id,
            AskedOn = Some.Date(asked),
            ClosesOn = Some.Date(asked).AddDays(14),
            ClosedAt = new DateTimeOffset(Some.Date(asked).AddDays(14), TimeOnly.MinValue, TimeSpan.Zero),
        };
}
