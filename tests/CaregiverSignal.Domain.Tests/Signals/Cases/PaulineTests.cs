namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>
/// C-01: Pauline, 69, cares for her husband with dementia until his admission, and for herself last of all.
/// </summary>
public class PaulineTests
{
    private static readonly Case HeavyYears = new Case()
        .Asked("2021-03-10")
        .Answers(csi: 3, volhoudtijd: 5, going: 3)
        .Asked("2021-06-10")
        .Answers(csi: 4, volhoudtijd: 5, going: 3)
        .Asked("2021-09-10")
        .Answers(csi: 5, volhoudtijd: 4, going: 3)
        .Asked("2021-12-10")
        .Answers(csi: 6, volhoudtijd: 4, going: 3)
        .Asked("2022-03-10")
        .Answers(csi: 6, volhoudtijd: 4, going: 3);

    private static readonly Case UpToTheAdmission = HeavyYears
        .Contacted("2022-03-20")
        .Asked("2022-12-10")
        .Answers(csi: 6, volhoudtijd: 4, going: 3)
        .Asked("2023-06-10")
        .Answers(csi: 6, volhoudtijd: 4, going: 3)
        .Happened("2023-11-08", "Admission", by: "professional");

    private static readonly Case Alone = UpToTheAdmission
        .Contacted("2023-11-15")
        .Asked("2024-05-10")
        .Answers(csi: 4, going: 4)
        .Asked("2024-11-10")
        .Answers(csi: 4, going: 4)
        .Asked("2025-05-10")
        .Answers(csi: 4, going: 4);

    private static readonly Case TheFall = Alone
        .Happened("2025-11-03", "Fall")
        .Asked("2025-11-10")
        .Answers(csi: 5, yes: "sleep", going: 4, happiness: 4, missing: 20);

    [Fact]
    public void The_creeping_years_are_heard_long_before_the_admission_and_under_the_cut_off()
    {
        Assert.Equal(["2022-03-10 rise"], HeavyYears.Lines());
    }

    [Fact]
    public void The_admission_is_a_line_of_its_day_because_the_contacts_end_with_it()
    {
        Assert.Equal("2023-11-08  line 2023-11-08", UpToTheAdmission.Open()[^1]);
    }

    [Fact]
    public void While_it_goes_fairly_well_nobody_is_told()
    {
        Assert.Equal(UpToTheAdmission.Told(), Alone.Told());
    }

    [Fact]
    public void The_loneliness_after_the_fall_is_a_line_at_the_check_in_after_it_though_the_total_is_moderate()
    {
        Assert.Equal([.. Alone.Lines(), "2025-11-10 missed-support"], TheFall.Lines());
    }

    [Fact]
    public void Redelijk_goed_with_no_bad_night_and_no_fall_is_believed()
    {
        Assert.Equal(
            Alone.Told(),
            Alone.Asked("2025-11-10").Answers(csi: 4, going: 4, happiness: 6, missing: 12).Told()
        );
    }

    [Fact]
    public void While_she_gets_better_and_when_the_coaching_ends_nobody_is_told()
    {
        var better = TheFall
            .Contacted("2025-11-14")
            .Asked("2026-02-10")
            .Answers(csi: 5, yes: "sleep", going: 3, happiness: 4, missing: 20)
            .Happened("2026-04-01", "SupportStarted", by: "coordinator")
            .Asked("2026-05-10")
            .Answers(csi: 4, yes: "sleep", going: 3, happiness: 6, missing: 17)
            .Asked("2026-08-10")
            .Answers(csi: 3, going: 4, happiness: 7, missing: 13)
            .Happened("2026-10-20", "SupportEnded", by: "coordinator")
            .Asked("2026-11-10")
            .Answers(csi: 2, going: 4, happiness: 8, missing: 12);

        Assert.Equal(TheFall.Told(), better.Told());
    }
}
