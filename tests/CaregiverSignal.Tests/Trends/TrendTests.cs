using CaregiverSignal.Questionnaires;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Trends;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Trends;

public class TrendTests
{
    [Fact]
    public void The_baseline_is_the_mean_of_the_first_two_complete_values()
    {
        Assert.Equal(4.5, Trend.Baseline(Some.Monthly(4, 5, 13)));
    }

    [Fact]
    public void One_value_is_its_own_baseline_and_none_has_no_baseline()
    {
        Assert.Equal(4, Trend.Baseline(Some.Monthly(4)));
        Assert.Null(Trend.Baseline(Some.Monthly(null, null)));
    }

    [Fact]
    public void A_partly_answered_wave_is_no_part_of_the_baseline()
    {
        Assert.Equal(4.5, Trend.Baseline(Some.Monthly(4, null, 5).WithPartly("2026-02-01", 0, 13)));
    }

    [Theory]
    [InlineData(new double[] { 4 }, TrendReading.First)]
    [InlineData(new double[] { 4, 6 }, TrendReading.Same)]
    [InlineData(new double[] { 4, 7 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 3, 4, 6 }, TrendReading.Same)]
    [InlineData(new double[] { 3, 3, 6 }, TrendReading.ClearlyWorse)]
    [InlineData(new double[] { 9, 9, 6 }, TrendReading.ClearlyBetter)]
    [InlineData(new double[] { 1, 2, 3, 4 }, TrendReading.CreepingWorse)]
    [InlineData(new double[] { 1, 2, 2, 3 }, TrendReading.Same)]
    [InlineData(new double[] { 8, 9, 8 }, TrendReading.HighUnchanged)]
    [InlineData(new double[] { 6, 6, 7 }, TrendReading.Same)]
    [InlineData(new double[] { 0, 0, 0 }, TrendReading.Same)]
    [InlineData(new double[] { 2, 6, 6 }, TrendReading.UncertainWorse)]
    [InlineData(new double[] { 2, 6, 6, 6 }, TrendReading.LatelyWorse)]
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
    public void A_partly_answered_newest_wave_is_not_compared()
    {
        var series = Some.Monthly(2, 2).WithPartly("2026-03-01", 8, 12);

        Assert.Equal(TrendReading.Incomplete, Trend.Read(series, Some.CsiTotal()));
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
            foreach (var direction in Enum.GetValues<Direction>())
            {
                var scale = Some.Support() with { Direction = direction };
                Assert.EndsWith(".", Trend.Sentence(reading, scale, Audience.Coordinator), StringComparison.Ordinal);
                var text = Trend.Sentence(reading, scale, Audience.Caregiver);
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
    }

    [Fact]
    public void A_coordinator_reads_only_of_a_scale_without_published_error_that_nothing_is_known_of_a_difference()
    {
        foreach (var reading in Enum.GetValues<TrendReading>())
        {
            foreach (var scale in new[] { Some.CsiTotal(), Some.Happiness() })
            {
                var text = Trend.Sentence(reading, scale, Audience.Coordinator);
                Assert.DoesNotContain("niet bekend", text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            "Niet duidelijk anders dan bij het begin.",
            Trend.Sentence(TrendReading.UncertainWorse, Some.CsiTotal(), Audience.Coordinator)
        );
        Assert.Contains(
            "niet bekend",
            Trend.Sentence(TrendReading.UncertainWorse, Some.Support(), Audience.Coordinator),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(new double[] { 12 }, NoRoom.Now)]
    [InlineData(new double[] { 10 }, NoRoom.None)]
    [InlineData(new double[] { 5, 5, 11 }, NoRoom.Now)]
    [InlineData(new double[] { 12, 12, 9 }, NoRoom.AtStart)]
    [InlineData(new double[] { 10, 11, 9 }, NoRoom.AtStart)]
    [InlineData(new double[] { 10, 10, 9 }, NoRoom.None)]
    [InlineData(new double[] { 0, 0, 0 }, NoRoom.None)]
    public void Near_the_worst_end_there_is_no_room_for_a_clear_worsening(double[] values, NoRoom expected) =>
        Assert.Equal(expected, Trend.Room(Some.Monthly([.. values.Select(value => (double?)value)]), Some.CsiTotal()));

    [Theory]
    [InlineData(new double[] { 1 }, NoRoom.Now)]
    [InlineData(new double[] { 1, 1, 3 }, NoRoom.AtStart)]
    [InlineData(new double[] { 10, 10, 10 }, NoRoom.None)]
    public void Where_higher_is_better_the_worst_end_is_the_lowest(double[] values, NoRoom expected) =>
        Assert.Equal(expected, Trend.Room(Some.Monthly([.. values.Select(value => (double?)value)]), Some.Happiness()));

    [Theory]
    [InlineData(12, NoRoom.Now)]
    [InlineData(13, NoRoom.None)]
    public void Without_a_published_error_only_the_worst_end_itself_leaves_no_room(double value, NoRoom expected) =>
        Assert.Equal(expected, Trend.Room(Some.Monthly(20, value), Some.Support()));

    [Fact]
    public void A_partly_answered_wave_has_no_room_only_when_that_is_certain()
    {
        Assert.Equal(NoRoom.None, Trend.Room(Some.Monthly(4, 5).WithPartly("2026-03-01", 9, 13), Some.CsiTotal()));
        Assert.Equal(NoRoom.Now, Trend.Room(Some.Monthly(4, 5).WithPartly("2026-03-01", 11, 13), Some.CsiTotal()));
        Assert.Equal(NoRoom.None, Trend.Room(Some.Monthly(), Some.CsiTotal()));
    }

    [Fact]
    public void An_answer_outside_the_range_of_todays_scale_says_nothing_about_room()
    {
        var series = Some.Monthly() with { Points = [Some.Point("2026-01-01", 26)] };

        Assert.Equal(NoRoom.None, Trend.Room(series, Some.CsiTotal()));
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

        Assert.Equal(NoRoom.None, Trend.Room(series, Some.CsiTotal()));
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
                    NoRoom.Now => !possible.Exists(IsWorseThanNewest),
                    NoRoom.AtStart => possible.Exists(IsWorseThanNewest) && !possible.Exists(IsWorseThanStart),
                    _ => possible.Exists(IsWorseThanNewest) && possible.Exists(IsWorseThanStart),
                };
            }
        );

    [Fact]
    public void A_lack_of_room_is_said_without_a_number_and_room_is_not_mentioned()
    {
        foreach (var direction in Enum.GetValues<Direction>())
        {
            Assert.Null(Trend.Sentence(NoRoom.None, direction));
            foreach (var room in new[] { NoRoom.Now, NoRoom.AtStart })
            {
                var text = Trend.Sentence(room, direction)!;
                Assert.EndsWith(".", text, StringComparison.Ordinal);
                Assert.DoesNotContain(text, char.IsDigit);
            }
        }
    }
}
