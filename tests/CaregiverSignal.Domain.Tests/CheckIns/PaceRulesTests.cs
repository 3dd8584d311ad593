namespace CaregiverSignal.Tests.CheckIns;

/// <summary>Whose pace is never made longer, and when somebody is asked after something serious.</summary>
public sealed class PaceRulesTests
{
    private static readonly DateOnly Today = Some.Date("2026-06-01");

    private static readonly CareLoad Light = new(6, Some.Date("2020-01-01"), IsBrainInjury: false);

    [Theory]
    [InlineData("volhoudtijd", "time", 6, "2026-06-01", true)]
    [InlineData("volhoudtijd", "time", 2, "2026-06-01", false)]
    [InlineData("srb", "burden", 79, "2026-06-01", true)]
    [InlineData("srb", "burden", 80, "2026-06-01", false)]
    [InlineData("srb", "burden", 80, "2026-02-11", false)]
    [InlineData("srb", "burden", 80, "2026-02-10", true)]
    [InlineData("opening", "going", 2, "2026-06-01", true)]
    [InlineData("opening", "going", 1, "2026-06-01", false)]
    [InlineData("csi", "total", 6, "2026-06-01", true)]
    [InlineData("csi", "total", 7, "2026-06-01", false)]
    [InlineData("csi", "total", 7, "2026-02-11", false)]
    [InlineData("csi", "total", 7, "2026-02-10", true)]
    public void No_high_answer_outweighs_a_heavy_one(string instrument, string scale, int value, string on, bool may) =>
        Assert.Equal(may, MayLengthen(KnownOf((instrument, scale, value, on)), Light));

    [Theory]
    [InlineData(8, "2020-01-01", false, true)]
    [InlineData(9, "2020-01-01", false, false)]
    [InlineData(40, "2026-03-01", false, true)]
    [InlineData(40, "2026-02-28", false, false)]
    [InlineData(null, "2020-01-01", false, true)]
    [InlineData(40, null, false, true)]
    [InlineData(2, "2026-05-01", true, false)]
    public void Long_and_intensive_care_and_brain_injury_stay_at_each_month(
        int? hours,
        string? since,
        bool isBrainInjury,
        bool may
    ) =>
        Assert.Equal(
            may,
            MayLengthen(KnownOf(), new CareLoad(hours, since is null ? null : Some.Date(since), isBrainInjury))
        );

    [Theory]
    [InlineData("2026-06-01", false)]
    [InlineData("2025-12-01", false)]
    [InlineData("2025-11-30", true)]
    public void Something_serious_keeps_it_at_each_month_for_half_a_year(string on, bool may) =>
        Assert.Equal(may, MayLengthen(KnownOf(), Light, Some.Date(on)));

    [Theory]
    [InlineData("2026-06-01", "2026-05-05", "2026-06-15")]
    [InlineData("2026-06-01", "2026-05-30", "2026-06-15")]
    [InlineData("2026-05-20", "2026-05-26", "2026-06-09")]
    [InlineData("2026-05-20", "2026-05-27", null)]
    [InlineData("2026-05-04", "2026-04-30", "2026-05-18")]
    [InlineData("2026-05-03", "2026-04-30", null)]
    [InlineData("2026-06-02", "2026-05-05", null)]
    [InlineData("2026-05-20;2026-05-30", "2026-05-05", "2026-06-03")]
    [InlineData("2026-05-20;2026-05-30", "2026-05-05;2026-06-01", "2026-06-15")]
    [InlineData("", "2026-05-05", null)]
    public void The_question_comes_two_weeks_after_and_two_weeks_after_the_last_one(
        string heard,
        string asked,
        string? day
    ) => Assert.Equal(day is null ? null : Some.Date(day), PaceRules.AskAfter(Days(heard), Days(asked), Today));

    private static List<DateOnly> Days(string days) =>
        [.. days.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Some.Date)];

    private static bool MayLengthen(CaregiverState state, CareLoad care, DateOnly? eventOn = null) =>
        PaceRules.MayLengthen(state, care, eventOn, Today, Some.Rules());

    private static CaregiverState KnownOf(params (string Instrument, string Scale, int Value, string On)[] answers)
    {
        var state = new CaregiverState();
        foreach (var (instrument, scale, value, on) in answers)
            state.Take(new Observation(Some.Date(on), Observations.KindOf(instrument, scale)!.Value, value, value));
        return state;
    }
}
