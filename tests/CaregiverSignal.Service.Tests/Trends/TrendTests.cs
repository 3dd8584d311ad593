using CaregiverSignal.Trends;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Trends;

public class TrendTests
{
    [Theory]
    [InlineData(new double[] { 4 }, TrendReading.First)]
    [InlineData(new double[] { 4, 6 }, TrendReading.Same)]
    [InlineData(new double[] { 4, 7 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 3, 4, 6 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 2, 5, 6 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 9, 7, 6 }, TrendReading.ClearlyBetter)]
    [InlineData(new double[] { 3, 3, 6 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 9, 9, 6 }, TrendReading.ClearlyBetter)]
    [InlineData(new double[] { 2, 1, 2, 3, 4 }, TrendReading.CreepingWorse)]
    [InlineData(new double[] { 1, 2, 2, 3 }, TrendReading.Same)]
    [InlineData(new double[] { 8, 9, 8 }, TrendReading.HighUnchanged)]
    [InlineData(new double[] { 6, 6, 7 }, TrendReading.Same)]
    [InlineData(new double[] { 0, 0, 0 }, TrendReading.Same)]
    [InlineData(new double[] { 2, 6, 6, 6 }, TrendReading.ClearlyWorse)]
    public void A_strain_series_is_read_against_its_own_start(double[] values, TrendReading expected)
    {
        var series = Some.Monthly([.. values.Select(value => (double?)value)]);

        Assert.Equal(expected, Trend.Read(series, Some.CsiTotal()));
    }

    [Theory]
    [InlineData(new double[] { 8, 8, 6 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 5, 5, 7 }, TrendReading.ClearlyBetter)]
    [InlineData(new double[] { 7, 7, 6 }, TrendReading.Same)]
    [InlineData(new double[] { 8, 7.5, 7, 6.5 }, TrendReading.CreepingWorse)]
    [InlineData(new double[] { 8, 7, 6 }, TrendReading.ClearlyWorse)]
    public void Where_higher_is_better_a_fall_is_worse(double[] values, TrendReading expected)
    {
        var series = Some.Monthly([.. values.Select(value => (double?)value)]);

        Assert.Equal(expected, Trend.Read(series, Some.Happiness()));
    }

    [Theory]
    [InlineData(new double[] { 40, 40, 12 }, TrendReading.UncertainWorse)]
    [InlineData(new double[] { 40, 41, 40 }, TrendReading.Same)]
    [InlineData(new double[] { 40, 30, 40 }, TrendReading.Same)]
    [InlineData(new double[] { 40, 36, 30, 20 }, TrendReading.CreepingWorse)]
    [InlineData(new double[] { 40, 38, 36, 14 }, TrendReading.LatelyWorse)]
    [InlineData(new double[] { 40, 40, 30, 12 }, TrendReading.LatelyWorse)]
    [InlineData(new double[] { 40, 12 }, TrendReading.UncertainWorse)]
    [InlineData(new double[] { 20, 20, 12, 40, 36 }, TrendReading.LatelyBetter)]
    [InlineData(new double[] { 30, 30, 12, 40 }, TrendReading.UncertainBetter)]
    [InlineData(new double[] { 40, 15, 16 }, TrendReading.UncertainWorse)]
    [InlineData(new double[] { 15, 40, 40 }, TrendReading.UncertainBetter)]
    [InlineData(new double[] { 40, 15, 36 }, TrendReading.Same)]
    [InlineData(new double[] { 15, 40, 40, 40, 40, 40 }, TrendReading.LatelyBetter)]
    [InlineData(new double[] { 40, 15, 16, 14 }, TrendReading.LatelyWorse)]
    [InlineData(new double[] { 15, 40, 38, 42 }, TrendReading.LatelyBetter)]
    [InlineData(new double[] { 30, 40, 18, 42 }, TrendReading.UncertainBetter)]
    public void A_scale_without_published_error_is_never_clearly_anything(double[] values, TrendReading expected)
    {
        var series = Some.Monthly([.. values.Select(value => (double?)value)]);

        Assert.Equal(expected, Trend.Read(series, Some.Support()));
    }

    [Fact]
    public void A_partly_answered_newest_wave_that_may_be_as_before_is_not_compared()
    {
        var series = Some.Monthly(2, 2).WithPartly("2026-03-01", 4, 12);

        Assert.Equal(TrendReading.Incomplete, Trend.Read(series, Some.CsiTotal()));
    }

    [Fact]
    public void A_partly_answered_newest_wave_is_clearly_worse_when_its_best_possible_value_is()
    {
        Assert.Equal(
            TrendReading.ClearlyWorse,
            Trend.Read(Some.Monthly(2, 2).WithPartly("2026-03-01", 5, 12), Some.CsiTotal())
        );
        Assert.Equal(
            TrendReading.ClearlyWorse,
            Trend.Read(Some.Monthly(8, 8).WithPartly("2026-03-01", 1, 6), Some.Happiness())
        );
    }

    [Fact]
    public void Answers_that_creep_are_never_called_unchanged_once_the_change_from_the_first_is_reliable() =>
        Law.Holds(
            from scale in Gen.Elements(ScalesWithError())
            from isRising in Gen.Elements(true, false)
            from start in Gen.Choose((int)scale.Min, (int)scale.Max)
            from steps in Gen.Choose(0, 1).ListOf(12)
            select (scale, isRising, values: Creep(scale, isRising ? 1 : -1, start, steps)),
            it =>
            {
                var (scale, isRising, values) = it;
                var expected =
                    isRising == (scale.Direction == Direction.HigherIsWorse)
                        ? TrendReading.ClearlyWorse
                        : TrendReading.ClearlyBetter;
                return Enumerable
                    .Range(2, values.Length - 1)
                    .Where(count =>
                        ReliableChange.Between(values[0]!.Value, values[count - 1]!.Value, scale.Error!.Sem).Reliable
                    )
                    .All(count => Trend.Read(Some.Monthly(values[..count]), scale) == expected);
            }
        );

    [Fact]
    public void Whenever_the_rule_says_that_the_strain_rose_headline_table_and_figures_say_the_same()
    {
        var rose = 0;
        Law.Holds(
            Waves,
            waves =>
            {
                var state = default(CaregiverState);
                var rules = new RuleSettings();
                var series = Some.Series();
                for (var month = 0; month < waves.Count; month++)
                {
                    var (low, high) = waves[month];
                    var day = Some.Date("2026-01-01").AddMonths(month);
                    state.Take(new Observation(day, ObservationKind.Strain, low, high));
                    series =
                        low == high
                            ? series with
                            {
                                Points = [.. series.Points, Some.Point(Iso(day), low)],
                            }
                            : series.WithPartly(Iso(day), low, high);
                    // Who left blanks in the first list has another first in the chart.
                    if (Rise.Day(state, day) != day || waves[0].Low != waves[0].High)
                        continue;
                    rose++;
                    var evidence = Rise.Evidence(state, day);
                    var span = series with { Points = [.. series.Points.Where(point => point.Day <= day)] };
                    var chart = ChartModel.Of(Some.CsiTotal(), Some.ChartName(), span, Audience.Coordinator);
                    if (
                        Trend.Read(span, Some.CsiTotal()) != TrendReading.ClearlyWorse
                        || chart.Title != "Duidelijk minder goed dan bij het begin."
                        || !chart.Rows[^1].InWords.Contains("duidelijk minder goed")
                        || span.Complete.First().Value != evidence.From
                        || span.Points[^1].Low != evidence.Value
                    )
                        return false;
                }

                return true;
            }
        );
        Assert.True(rose > 100, $"{rose} rises");
    }

    [Fact]
    public void Answers_to_another_version_of_the_questions_are_not_compared()
    {
        var series = Some.Monthly(2, 2) with
        {
            Points = [Some.Point("2026-01-01", 2), Some.Point("2026-02-01", 9, version: 2)],
        };

        Assert.Equal(TrendReading.NotComparable, Trend.Read(series, Some.CsiTotal()));
    }

    [Fact]
    public void Nothing_answered_has_no_reading()
    {
        Assert.Null(Trend.Read(Some.Monthly(null, null), Some.CsiTotal()));
    }

    [Fact]
    public void Every_reading_has_a_sentence_for_both_readers_and_the_caregivers_holds_no_verdict()
    {
        foreach (var reading in Enum.GetValues<TrendReading>())
        {
            Assert.Ends(".", TrendWords.Sentence(reading, Audience.Coordinator));
            var text = TrendWords.Sentence(reading, Audience.Caregiver);
            Assert.DoesNotContain("score", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("te hoog", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("overbelast", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(text, char.IsDigit);
            Assert.Each(
                text.Split('.', '?'),
                sentence => Assert.InRange(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 0, 15)
            );
        }
    }

    [Theory]
    [InlineData(new double[] { 12 }, CeilingEffect.Now)]
    [InlineData(new double[] { 10 }, CeilingEffect.None)]
    [InlineData(new double[] { 5, 5, 11 }, CeilingEffect.Now)]
    [InlineData(new double[] { 12, 12, 9 }, CeilingEffect.AtStart)]
    [InlineData(new double[] { 11, 10, 9 }, CeilingEffect.AtStart)]
    [InlineData(new double[] { 10, 10, 9 }, CeilingEffect.None)]
    [InlineData(new double[] { 0, 0, 0 }, CeilingEffect.None)]
    public void Near_the_worst_end_there_is_no_room_for_a_clear_worsening(double[] values, CeilingEffect expected) =>
        Assert.Equal(expected, Trend.Room(Some.Monthly([.. values.Select(value => (double?)value)]), Some.CsiTotal()));

    [Theory]
    [InlineData(new double[] { 1 }, CeilingEffect.Now)]
    [InlineData(new double[] { 1, 1, 3 }, CeilingEffect.AtStart)]
    [InlineData(new double[] { 10, 10, 10 }, CeilingEffect.None)]
    public void Where_higher_is_better_the_worst_end_is_the_lowest(double[] values, CeilingEffect expected) =>
        Assert.Equal(expected, Trend.Room(Some.Monthly([.. values.Select(value => (double?)value)]), Some.Happiness()));

    [Theory]
    [InlineData(12, CeilingEffect.Now)]
    [InlineData(13, CeilingEffect.None)]
    public void Without_a_published_error_only_the_worst_end_itself_leaves_no_room(
        double value,
        CeilingEffect expected
    ) => Assert.Equal(expected, Trend.Room(Some.Monthly(20, value), Some.Support()));

    [Fact]
    public void A_partly_answered_wave_has_no_room_only_when_that_is_certain()
    {
        Assert.Equal(
            CeilingEffect.None,
            Trend.Room(Some.Monthly(4, 5).WithPartly("2026-03-01", 9, 13), Some.CsiTotal())
        );
        Assert.Equal(
            CeilingEffect.Now,
            Trend.Room(Some.Monthly(4, 5).WithPartly("2026-03-01", 11, 13), Some.CsiTotal())
        );
        Assert.Equal(CeilingEffect.None, Trend.Room(Some.Monthly(), Some.CsiTotal()));
    }

    [Fact]
    public void An_answer_outside_the_range_of_todays_scale_says_nothing_about_room()
    {
        var series = Some.Monthly() with { Points = [Some.Point("2026-01-01", 26)] };

        Assert.Equal(CeilingEffect.None, Trend.Room(series, Some.CsiTotal()));
    }

    [Fact]
    public void The_start_of_another_version_leaves_the_room_alone()
    {
        var series = Some.Monthly() with
        {
            Points =
            [
                Some.Point("2026-01-01", 13),
                Some.Point("2026-02-01", 13),
                Some.Point("2026-03-01", 6, version: 2),
            ],
        };

        Assert.Equal(CeilingEffect.None, Trend.Room(series, Some.CsiTotal()));
    }

    [Fact]
    public void Room_is_lacking_exactly_when_no_answer_that_is_still_possible_would_be_read_as_clearly_worse() =>
        Law.Holds(
            from scale in Gen.Elements(Some.CsiTotal(), Some.Happiness())
            from values in Gen.Choose((int)scale.Min, (int)scale.Max).NonEmptyListOf()
            select (scale, values),
            it =>
            {
                var (scale, values) = it;
                var series = Some.Monthly([.. values.Select(value => (double?)value)]);
                var possible = Enumerable.Range((int)scale.Min, (int)(scale.Max - scale.Min) + 1).ToList();
                bool IsWorseThanNewest(int next) =>
                    Trend.Read(Some.Monthly(values[^1], next), scale) == TrendReading.ClearlyWorse;
                bool IsWorseThanStart(int next) =>
                    Trend.Read(Some.Monthly([.. values.Select(value => (double?)value), next]), scale)
                    == TrendReading.ClearlyWorse;

                return Trend.Room(series, scale) switch
                {
                    CeilingEffect.Now => !possible.Exists(IsWorseThanNewest),
                    CeilingEffect.AtStart => possible.Exists(IsWorseThanNewest) && !possible.Exists(IsWorseThanStart),
                    _ => possible.Exists(IsWorseThanNewest) && possible.Exists(IsWorseThanStart),
                };
            }
        );

    [Fact]
    public void A_lack_of_room_is_said_without_a_number_and_room_is_not_mentioned()
    {
        Assert.Null(TrendWords.Sentence(CeilingEffect.None));
        foreach (var room in new[] { CeilingEffect.Now, CeilingEffect.AtStart })
        {
            var text = TrendWords.Sentence(room)!;
            Assert.Ends(".", text);
            Assert.DoesNotContain(text, char.IsDigit);
        }
    }

    private static readonly CreepingStrain Rise = new();

    /// <summary>The lowest and the highest strain that each month's answers leave possible; mostly the same.</summary>
    private static Gen<IList<(int Low, int High)>> Waves =>
        (
            from low in Gen.Choose(0, 13)
            from isPartly in Gen.Choose(0, 4)
            from high in isPartly == 0 ? Gen.Choose(low, 13) : Gen.Constant(low)
            select (low, high)
        )
            .ListOf(8)
            .Select(waves => (IList<(int, int)>)[.. waves]);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double?[] Creep(Scale scale, int direction, int start, IEnumerable<int> steps)
    {
        var values = new List<double?> { start };
        foreach (var step in steps)
            values.Add(Math.Clamp(values[^1]!.Value + direction * step, scale.Min, scale.Max));
        return [.. values];
    }

    private static Scale[] ScalesWithError() =>
        [.. Some.Instruments.All.SelectMany(instrument => instrument.Scales).Where(scale => scale.Error is not null)];
}
