namespace CaregiverSignal.Tests.CheckIns;

/// <summary>How often a caregiver is asked, by what they answer.</summary>
public sealed class PaceTests : AtASite
{
    private readonly long anna;

    public PaceTests()
        : base() => anna = site.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));

    [Theory]
    [InlineData(6, 6, 126)]
    [InlineData(5, 6, 126)]
    [InlineData(4, 12, 176)]
    [InlineData(1, 12, 176)]
    public void In_a_year_somebody_who_can_go_on_for_long_is_asked_half_as_often(int step, int checkIns, int questions)
    {
        for (var day = Some.Date("2026-01-05"); day < Some.Date("2027-01-05"); day = day.AddDays(1))
        {
            site.On(day.ToString("O", null)).Beat();
            if (Open() is { } open)
                Answer(open, step);
        }

        Assert.Equal((checkIns, questions), (site.CheckIns(anna).Length, Questions()));
    }

    [Theory]
    [InlineData(6, "2026-03-05")]
    [InlineData(4, "2026-02-05")]
    [InlineData(null, "2026-02-05")]
    public void The_next_day_follows_from_the_answer_and_is_a_month_away_without_one(int? step, string next)
    {
        site.Beat();
        if (step is { } said)
            Answer(Open()!, said);

        Assert.Equal(Some.Date(next), site.Caregiver(anna).NextDueOn);
    }

    [Fact]
    public void A_shorter_time_brings_the_next_check_in_back_to_a_month()
    {
        site.Beat();
        Answer(Open()!, 6);
        site.On("2026-03-05").Beat();
        Answer(Open()!, 4);

        Assert.Equal(Some.Date("2026-04-05"), site.Caregiver(anna).NextDueOn);
    }

    [Fact]
    public void What_was_agreed_about_the_interval_goes_before_the_answer()
    {
        site.Beat();
        site.Write(transaction => LessOften.Choose(transaction, site.Caregiver(anna), 3, "x", site.Time));

        Answer(Open()!, 6);

        Assert.Equal(Some.Date("2026-04-05"), site.Caregiver(anna).NextDueOn);
    }

    private CheckIn? Open() => site.Read(transaction => CheckInTable.OpenOf(transaction, anna));

    private void Answer(CheckIn checkIn, int step)
    {
        site.Save(checkIn, "volhoudtijd", ("time", step));
        site.Send(checkIn);
        site.Beat();
    }

    private int Questions() =>
        site.CheckIns(anna).SelectMany(one => one.InstrumentKeys).Sum(key => Some.Instruments.Newest(key).Items.Count);
}
