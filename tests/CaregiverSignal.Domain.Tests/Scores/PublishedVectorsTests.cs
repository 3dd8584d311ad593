using System.Reflection;
using CaregiverSignal.Scores;
using CaregiverSignal.Tests.Trends;

namespace CaregiverSignal.Tests.Scores;

/// <summary>
/// The published test vectors, by their number in the fact sheet on instruments; both scorers must give them.
/// </summary>
/// <remarks>
/// T6's text instead of a code cannot reach a scorer: the <c>score</c> verb refuses it, and is tested there. T6's blank
/// is no error here but a score without a value.
/// </remarks>
public class PublishedVectorsTests
{
    public static TheoryData<string> StrainItems => new(PlainScores.Instruments["mcsi"].Codes.Keys);

    [Fact]
    public void Every_published_vector_has_a_test_of_its_name()
    {
        string[] vectors =
        [
            "T1",
            "T2",
            "T4",
            "T5",
            "T6",
            "T7",
            "T9",
            "T10",
            "T11",
            "T12",
            "T13",
            "T14",
            "T15",
            "T16",
            "T17",
            "T19",
            "T22",
            "T23",
            "T24",
        ];

        var tests = new[] { typeof(PublishedVectorsTests), typeof(ReliableChangeTests) }
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any(fact => fact.Skip is null))
            .Select(method => method.Name.Split('_')[0]);

        Assert.Empty(vectors.Except(tests));
    }

    [Fact]
    public void T1_thirteen_times_no_is_a_csi_of_0() => Gives("csi", Yes(0), "total", 0, "low");

    [Fact]
    public void T2_six_times_yes_is_a_csi_of_6_and_not_high() => Gives("csi", Yes(6), "total", 6, "low");

    [Fact]
    public void T4_seven_times_yes_is_a_csi_of_7_and_high() => Gives("csi", Yes(7), "total", 7, "high");

    [Fact]
    public void T5_thirteen_times_yes_is_a_csi_of_13() => Gives("csi", Yes(13), "total", 13, "high");

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void T6_a_csi_value_that_is_no_code_is_refused(int value)
    {
        var message = Refused("csi", All("csi", 0, ("work", value)));

        Assert.Has("'work'", message);
        Assert.Has("0 to 1", message);
    }

    [Fact]
    public void T6_an_empty_csi_has_no_value_and_could_be_anything() => Leaves("csi", [], "total", 0, 13, null);

    [Fact]
    public void T6_a_csi_with_one_blank_has_no_value()
    {
        var answers = Yes(6);
        answers.Remove("financial");

        Leaves("csi", answers, "total", 6, 7, null);
    }

    [Theory]
    [InlineData(1, 13)]
    [InlineData(2, 26)]
    public void T7_thirteen_times_the_same_is_a_modified_csi_of_13_or_26(int code, int total) =>
        Gives("mcsi", All("mcsi", code), "total", total);

    [Theory]
    [MemberData(nameof(StrainItems))]
    public void T9_a_three_anywhere_in_a_modified_csi_is_refused(string item) =>
        Refused("mcsi", All("mcsi", 1, (item, 3)));

    [Fact]
    public void T10_a_mixed_zarit_is_20() =>
        Gives("zbi-12", InOrder("zbi-12", 4, 2, 1, 0, 1, 2, 3, 4, 0, 1, 2, 0), "total", 20);

    [Theory]
    [InlineData(2, 24)]
    [InlineData(4, 48)]
    public void T11_twelve_times_the_same_is_a_zarit_of_24_or_48(int code, int total) =>
        Gives("zbi-12", All("zbi-12", code), "total", total);

    [Fact]
    public void T11_a_five_in_a_zarit_is_refused() => Refused("zbi-12", All("zbi-12", 2, ("z07", 5)));

    [Fact]
    public void T12_min_of_meer_counts_in_the_ediz_as_a_yes_does() =>
        Gives("ediz", InOrder("ediz", 5, 4, 3, 2, 1, 2, 2, 2, 2), "total", 3);

    [Fact]
    public void T13_nine_times_min_of_meer_is_an_ediz_of_9() => Gives("ediz", All("ediz", 3), "total", 9);

    [Theory]
    [InlineData(0, "none")]
    [InlineData(1, "light")]
    [InlineData(3, "light")]
    [InlineData(4, "moderate")]
    [InlineData(8, "moderate")]
    [InlineData(9, "severe")]
    [InlineData(15, "severe")]
    public void T14_the_ediz_plus_has_four_bands(int total, string band)
    {
        int[] codes = [.. Enumerable.Range(0, 15).Select(place => place < total ? 2 + (place % 2) : 1)];

        Gives("ediz-plus", InOrder("ediz-plus", codes), "total", total, band);
    }

    [Fact]
    public void T15_no_fulfilment_no_support_and_a_lot_of_every_problem_is_the_worst_carerqol() =>
        Gives("carerqol", All("carerqol", 2, ("fulfilment", 0), ("support", 0)), "sum", 0);

    [Fact]
    public void T16_a_lot_of_fulfilment_and_support_without_problems_is_the_best_carerqol() =>
        Gives("carerqol", All("carerqol", 0, ("fulfilment", 2), ("support", 2)), "sum", 14);

    [Fact]
    public void T16_some_of_everything_is_the_middle_of_carerqol() => Gives("carerqol", All("carerqol", 1), "sum", 7);

    [Theory]
    [InlineData("schedule-health")]
    [InlineData("finances")]
    [InlineData("family")]
    [InlineData("esteem")]
    public void T17_all_threes_are_a_modified_reaction_assessment_of_3_on_every_scale(string scale) =>
        Gives("m-cra-21", All("m-cra-21", 3), scale, 3);

    [Fact]
    public void T19_item_2_is_turned_round_in_family_support_of_the_modified_reaction_assessment() =>
        Gives("m-cra-21", All("m-cra-21", 3, ("m02", 1), ("m08", 5), ("m10", 5), ("m12", 5), ("m15", 5)), "family", 5);

    [Theory]
    [InlineData(18, null)]
    [InlineData(19, "missing")]
    public void T24_emotional_support_is_missed_from_19(int total, string? band)
    {
        int[] codes = [.. Enumerable.Range(0, 8).Select(place => place < total - 16 ? 3 : 2)];

        Gives("ssl-d-8", InOrder("ssl-d-8", codes), "total", total, band);
    }

    private static Dictionary<string, int> Yes(int count) =>
        InOrder("csi", [.. Enumerable.Range(0, 13).Select(place => place < count ? 1 : 0)]);

    private static Dictionary<string, int> InOrder(string key, params int[] codes) =>
        PlainScores.Instruments[key].Codes.Keys.Zip(codes).ToDictionary(pair => pair.First, pair => pair.Second);

    private static Dictionary<string, int> All(string key, int code, params (string Item, int Code)[] others) =>
        Some.Answers(Some.Instruments.Newest(key), code, others);

    private static void Gives(
        string key,
        Dictionary<string, int> answers,
        string scale,
        double value,
        string? band = null
    )
    {
        Assert.Equal(new PlainScore(value, value, value, band), PlainScores.Score(key, answers)[scale]);
        Assert.Equal(new ScaleValue(scale, value, value, value, band), Ours(key, answers, scale));
    }

    private static void Leaves(
        string key,
        Dictionary<string, int> answers,
        string scale,
        double low,
        double high,
        string? band
    )
    {
        Assert.Equal(new PlainScore(null, low, high, band), PlainScores.Score(key, answers)[scale]);
        Assert.Equal(new ScaleValue(scale, null, low, high, band), Ours(key, answers, scale));
    }

    private static ScaleValue Ours(string key, Dictionary<string, int> answers, string scale) =>
        Scoring.Score(Some.Instruments.Newest(key), answers).Single(value => value.Scale == scale);

    private static string Refused(string key, Dictionary<string, int> answers) =>
        Assert.Throws<ArgumentException>(() => Scoring.Score(Some.Instruments.Newest(key), answers)).Message;
}
