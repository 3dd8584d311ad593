using CaregiverSignal.Tests.Support;
using CaregiverSignal.Trends;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Trends;

public class SlowDriftTests
{
    [Fact]
    public void It_tells_the_days_the_ends_of_its_line_and_the_number_of_answers()
    {
        var drift = In(2, 4, 5)!;

        Assert.Equal((0, 180, 3), (drift.From, drift.To, drift.Count));
        Assert.Equal(2, drift.Start, 10);
        Assert.Equal(5, drift.End, 10);
    }

    [Theory]
    [InlineData(new double[] { 2, 4, 4 })]
    [InlineData(new double[] { 2, 5 })]
    [InlineData(new double[] { 5 })]
    [InlineData(new double[] { 9, 7, 5, 4 })]
    [InlineData(new double[] { 8, 8, 8, 8, 8 })]
    public void Too_little_too_few_falling_or_level_is_none(double[] values)
    {
        Assert.Null(In(values));
    }

    [Fact]
    public void Without_any_answer_there_is_none()
    {
        Assert.Null(In());
    }

    [Fact]
    public void A_jump_in_the_last_answer_alone_is_none()
    {
        Assert.Null(In(2, 2, 7));
        Assert.Null(In(3, 2, 2, 2, 9));
    }

    [Fact]
    public void Who_is_getting_better_again_is_left_alone()
    {
        Assert.NotNull(In(2, 4, 6, 7, 7));
        Assert.Null(In(2, 4, 6, 7, 3));
    }

    [Fact]
    public void Near_the_ceiling_there_is_no_room_for_one()
    {
        Assert.Null(In(11, 12, 13, 13, 13));
    }

    [Fact]
    public void A_gap_is_counted_by_its_days()
    {
        DayValue[] answers = [new(0, 2), new(30, 3), new(240, 5), new(360, 6)];

        Assert.NotNull(In(answers));
        Assert.Null(In([.. answers, new(370, 3), new(371, 3), new(372, 3)]));
    }

    [Fact]
    public void A_higher_last_answer_never_ends_it()
    {
        Holds(Prop.ForAll(Series().ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (answers, more) =>
            In(answers) is null || In([.. answers.SkipLast(1), answers[^1] with { Value = answers[^1].Value + more }]) is not null));
    }

    [Fact]
    public void The_order_of_the_answers_does_not_matter_and_another_first_day_moves_it_along()
    {
        Holds(Prop.ForAll(Series().ToArbitrary(), answers =>
        {
            var drift = In(answers);
            DayValue[] moved = [.. answers.Reverse().Select(answer => answer with { Day = answer.Day + 500 })];

            return (drift?.From + 500, drift?.To + 500, drift?.Count) == (In(moved)?.From, In(moved)?.To, In(moved)?.Count);
        }));
    }

    [Fact]
    public void Answers_that_are_all_alike_are_never_one()
    {
        Holds(Prop.ForAll(Series().ToArbitrary(), answers => In([.. answers.Select(answer => answer with { Value = 6 })]) is null));
    }

    private static SlowDrift? In(params double[] quarterly) => In([.. quarterly.Select((value, quarter) => new DayValue(90 * quarter, value))]);

    private static SlowDrift? In(DayValue[] answers) => SlowDrift.In(answers, 3, 1, 1.96);

    // A rise under the noise, or there would hardly be a drift among them.
    private static Gen<DayValue[]> Series() =>
        from count in Gen.Choose(3, 9)
        from steps in Gen.Choose(-1, 2).ListOf(count)
        from days in Gen.Choose(1, 120).ListOf(count)
        select steps.Select((_, place) => new DayValue(days.Take(place + 1).Sum(), 4 + steps.Take(place + 1).Sum())).ToArray();

    private static void Holds(Property property) => Law.Holds(property, LongRun.Of(small: 1000, large: 100_000));
}
