using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Scores;

public class ScoringTests
{
    private static readonly Instrument Csi = Some.Instruments.Newest("csi");

    [Fact]
    public void An_answer_to_an_unknown_item_is_refused()
    {
        var answers = Some.Answers(Csi, 0, ("shoe-size", 1));

        Assert.Has("'shoe-size'", Assert.Throws<ArgumentException>(() => Scoring.Score(Csi, answers)).Message);
    }

    [Theory]
    [InlineData(7, null, 7, 8, "high")]
    [InlineData(6, null, 6, 7, null)]
    [InlineData(5, null, 5, 6, "low")]
    public void With_one_answer_missing_a_band_is_given_only_when_both_ends_fall_in_it(
        int yes,
        double? value,
        double low,
        double high,
        string? band
    )
    {
        var answers = Csi
            .Items.Take(12)
            .Select((item, n) => (item.Key, Code: n < yes ? 1 : 0))
            .ToDictionary(pair => pair.Key, pair => pair.Code);

        var total = Assert.Single(Scoring.Score(Csi, answers));

        Assert.Equal(new ScaleValue("total", value, low, high, band), total);
        Assert.Equal(["financial"], Scoring.Missing(Csi, answers));
    }

    [Fact]
    public void A_code_that_is_none_is_refused_by_its_item_wherever_it_counts()
    {
        foreach (var instrument in Some.Instruments.All.Append(Some.Weighted()))
        {
            foreach (var part in instrument.Scales.SelectMany(scale => scale.Items))
            {
                var codes = instrument.Items.Select(item => (short)item.Lowest).ToArray();
                codes[part.Index] = (short)(part.Item.Highest + 1);

                var refused = Assert.Throws<ArgumentException>(() =>
                    Scoring.Score(instrument, codes, new ScaleValue[instrument.Scales.Count])
                );

                Assert.Begins($"{part.Item.Highest + 1} is no answer to '{part.Item.Key}'", refused.Message);
            }
        }
    }

    [Fact]
    public void The_band_of_whole_numbers_is_the_same_looked_up_and_searched_for()
    {
        foreach (var scale in Some.Instruments.All.SelectMany(instrument => instrument.Scales))
        {
            var range = Enumerable.Range((int)scale.Min - 1, (int)(scale.Max - scale.Min) + 3);

            Assert.Each(
                range,
                low =>
                    Assert.Each(
                        range.Where(high => high >= low),
                        high => Assert.Equal(scale.BandOf((double)low, high), scale.BandOf(low, high))
                    )
            );
        }
    }

    [Fact]
    public void A_mean_is_taken_over_all_items_with_the_missing_ones_at_their_ends()
    {
        var small = Some.Small();

        var whole = Scoring.Score(small, new Dictionary<string, int> { ["glad"] = 3, ["tired"] = 2 })[0];
        var half = Scoring.Score(small, new Dictionary<string, int> { ["glad"] = 3 })[0];

        Assert.Equal(new ScaleValue("mood", 2.5, 2.5, 2.5, "fair"), whole);
        Assert.Equal(new ScaleValue("mood", null, 2, 3, "fair"), half);
    }

    [Fact]
    public void A_value_between_two_bands_has_none()
    {
        var values = Scoring.Score(
            Some.Small() with
            {
                Scales = [Some.Small().Scales[0] with { Bands = [Some.Small().Scales[0].Bands[0]] }],
            },
            new Dictionary<string, int> { ["glad"] = 3, ["tired"] = 1 }
        );

        Assert.Null(values[0].Band);
    }
}
