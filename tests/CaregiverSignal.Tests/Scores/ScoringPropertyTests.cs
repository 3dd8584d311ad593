using CaregiverSignal.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Scores;

/// <summary>
/// What must hold for any answers to any questionnaire that is shipped, and to one with a mean and a gap between its
/// bands.
/// </summary>
public class ScoringPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true);

    private static readonly Instrument[] All = [.. Some.Instruments.All, Some.Small()];

    private static readonly string[] WithMeans = ["cra", "m-cra-21", "small"];

    /// <summary>Of these several codes count the same, so that they have no mirror.</summary>
    private static readonly string[] Counting = ["ediz", "ediz-plus"];

    private sealed record Response(Instrument Instrument, Dictionary<string, int> Answers)
    {
        public IReadOnlyList<ScaleValue> Values => Scoring.Score(Instrument, Answers);

        public ScaleValue Of(string scale) => Values.Single(value => value.Scale == scale);

        public Response With(string item, int code) => this with { Answers = new(Answers) { [item] = code } };

        public Response Without(string item) =>
            this with
            {
                Answers = Answers.Where(answer => answer.Key != item).ToDictionary(),
            };

        public override string ToString() => $"{Instrument.Key} v{Instrument.Version}: {string.Join(' ', Answers)}";
    }

    [Fact]
    public void Bounds_contain_every_completion() =>
        Holds(
            instrument => Partial(instrument).SelectMany(Completed, (response, whole) => (response, whole)),
            pair =>
                Pairs(pair.response, pair.whole)
                    .All(scale => scale.First.Low <= scale.Second.Value && scale.Second.Value <= scale.First.High)
        );

    [Fact]
    public void Both_bounds_can_be_reached() =>
        Holds(
            Partial,
            response =>
                response.Values.All(value =>
                    Near(Extreme(response, value.Scale, least: true).Value!.Value, value.Low)
                    && Near(Extreme(response, value.Scale, least: false).Value!.Value, value.High)
                )
        );

    [Fact]
    public void A_band_is_given_exactly_when_both_ends_fall_in_it() =>
        Holds(
            Partial,
            response =>
                response.Values.All(value =>
                {
                    var (low, high) = (
                        Extreme(response, value.Scale, least: true).Band,
                        Extreme(response, value.Scale, least: false).Band
                    );
                    return value.Band == (low == high ? low : null);
                })
        );

    [Fact]
    public void A_band_that_was_given_stays_whatever_the_missing_answers_are() =>
        Holds(
            instrument => Partial(instrument).SelectMany(Completed, (response, whole) => (response, whole)),
            pair =>
                Pairs(pair.response, pair.whole)
                    .All(scale => scale.First.Band is null || scale.First.Band == scale.Second.Band)
        );

    [Fact]
    public void One_answer_more_never_widens_the_bounds() =>
        Holds(
            instrument => Partial(instrument).SelectMany(OneMore, (response, more) => (response, more)),
            pair =>
                Pairs(pair.response, pair.more)
                    .All(scale => scale.First.Low <= scale.Second.Low && scale.Second.High <= scale.First.High)
        );

    [Fact]
    public void The_order_of_answering_does_not_matter() =>
        Holds(
            instrument =>
                Partial(instrument)
                    .SelectMany(
                        response => Gen.Shuffle(response.Answers.ToArray()),
                        (response, shuffled) => (response, shuffled)
                    ),
            pair =>
                pair.response.Values.SequenceEqual(
                    (pair.response with { Answers = pair.shuffled.ToDictionary() }).Values
                )
        );

    [Fact]
    public void Values_and_bounds_stay_within_the_scale() =>
        Holds(
            Partial,
            response =>
                response.Values.All(value =>
                {
                    var scale = response.Instrument.Scales.Single(one => one.Key == value.Scale);
                    return scale.Min <= value.Low && value.Low <= value.High && value.High <= scale.Max;
                })
        );

    [Fact]
    public void A_mean_stays_within_the_codes_of_its_items() =>
        Holds(
            Partial,
            response =>
            {
                if (!WithMeans.Contains(response.Instrument.Key))
                    return true;
                return response.Values.All(mean =>
                {
                    var codes = response
                        .Instrument.Items.Where(item => Counts(response, mean.Scale, item))
                        .SelectMany(Codes)
                        .ToList();
                    return codes.Min() <= mean.Low && mean.High <= codes.Max();
                });
            }
        );

    [Fact]
    public void A_whole_response_has_every_value_and_its_bounds_are_that_value() =>
        Holds(Whole, response => response.Values.All(value => value.Value == value.Low && value.Value == value.High));

    [Fact]
    public void Without_an_answer_that_counts_there_is_no_value() =>
        Holds(
            Whole,
            response =>
                response.Values.All(value =>
                    response.Instrument.Items.All(item =>
                        Counts(response, value.Scale, item) == response.Without(item.Key).Of(value.Scale).Value is null
                    )
                )
        );

    [Fact]
    public void The_items_that_count_turned_round_are_those_of_the_sources()
    {
        string[] sources =
        [
            "carerqol activities",
            "carerqol financial",
            "carerqol mental",
            "carerqol physical",
            "carerqol relational",
            "cra c03",
            "cra c07",
            "cra c13",
            "cra c15",
            "cra c19",
            "m-cra-21 m02",
            "small tired",
        ];

        var reversed =
            from instrument in All
            let response = Least(instrument)
            from value in response.Values
            from item in instrument.Items
            where
                Value(response, value.Scale, item, Codes(item).Max())
                < Value(response, value.Scale, item, Codes(item).Min())
            select $"{instrument.Key} {item.Key}";

        Assert.Equal(sources, reversed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_answer_turned_round_twice_counts_as_it_did() =>
        Holds(
            Whole,
            response =>
                response.Values.All(value =>
                    response.Instrument.Items.All(item =>
                    {
                        var (least, most) = (Codes(item).Min(), Codes(item).Max());
                        var (atLeast, atMost) = (
                            Value(response, value.Scale, item, least),
                            Value(response, value.Scale, item, most)
                        );
                        return atMost >= atLeast
                            || Codes(item)
                                .All(code =>
                                    Near(CountsFor(code), least + most - code)
                                    && Near(CountsFor((int)Math.Round(CountsFor(code))), code)
                                );

                        double CountsFor(int code) =>
                            most
                            - (
                                (atLeast - Value(response, value.Scale, item, code))
                                / (atLeast - atMost)
                                * (most - least)
                            );
                    })
                )
        );

    [Fact]
    public void Every_answer_turned_round_turns_a_sum_or_a_mean_round() =>
        Holds(
            Whole,
            response =>
            {
                if (Counting.Contains(response.Instrument.Key))
                    return true;
                var empty = response with { Answers = [] };
                var round = response with
                {
                    Answers = response.Instrument.Items.ToDictionary(
                        item => item.Key,
                        item => Codes(item).Min() + Codes(item).Max() - response.Answers[item.Key]
                    ),
                };
                return Pairs(response, round)
                    .All(scale =>
                    {
                        var ends = empty.Of(scale.First.Scale);
                        return Near(scale.Second.Value!.Value, ends.Low + ends.High - scale.First.Value!.Value);
                    });
            }
        );

    [Fact]
    public void A_higher_answer_moves_a_scale_the_same_way_whatever_the_others_are() =>
        Holds(
            Whole,
            response =>
                response.Values.All(value =>
                    response.Instrument.Items.All(item =>
                    {
                        var usual = Least(response.Instrument);
                        return Codes(item)
                            .All(code =>
                                Near(
                                    Value(response, value.Scale, item, code)
                                        - Value(response, value.Scale, item, Codes(item).Min()),
                                    Value(usual, value.Scale, item, code)
                                        - Value(usual, value.Scale, item, Codes(item).Min())
                                )
                            );
                    })
                )
        );

    private static void Holds<T>(Func<Instrument, Gen<T>> cases, Func<T, bool> law)
    {
        foreach (var instrument in All)
            Holds(cases(instrument), law);
    }

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Check.One(Thorough, Prop.ForAll(cases.ToArbitrary(), law));

    private static Gen<Response> Partial(Instrument instrument) => Answers(instrument, skipping: true);

    private static Gen<Response> Whole(Instrument instrument) => Answers(instrument, skipping: false);

    private static Gen<Response> Answers(Instrument instrument, bool skipping) =>
        Gen.CollectToArray(
                instrument.Items,
                item =>
                    Gen.Zip(
                        Gen.Elements(Codes(item)),
                        Gen.Choose(0, 2),
                        (value, luck) => (item.Key, Value: skipping && luck == 0 ? (int?)null : value)
                    )
            )
            .Select(all => new Response(
                instrument,
                all.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!.Value)
            ));

    private static Gen<Response> Completed(Response response) =>
        Whole(response.Instrument)
            .Select(whole =>
                response with
                {
                    Answers = whole.Answers.ToDictionary(
                        answer => answer.Key,
                        answer => response.Answers.GetValueOrDefault(answer.Key, answer.Value)
                    ),
                }
            );

    private static Gen<Response> OneMore(Response response) =>
        from whole in Whole(response.Instrument)
        from items in Gen.Shuffle(whole.Answers.Keys.Except(response.Answers.Keys).ToArray())
        select items.Length == 0 ? response : response.With(items[0], whole.Answers[items[0]]);

    private static Response Least(Instrument instrument) =>
        new(instrument, instrument.Items.ToDictionary(item => item.Key, item => Codes(item).Min()));

    private static int[] Codes(Item item) => [.. item.Codes.Select(code => code.Value)];

    private static IEnumerable<(ScaleValue First, ScaleValue Second)> Pairs(Response one, Response other) =>
        one.Values.Zip(other.Values);

    /// <summary>Whether a scale has this item at all.</summary>
    private static bool Counts(Response response, string scale, Item item) =>
        response.With(item.Key, Codes(item).Min()).Of(scale).Low
        != response.With(item.Key, Codes(item).Max()).Of(scale).Low;

    private static double Value(Response response, string scale, Item item, int code) =>
        response.With(item.Key, code).Of(scale).Value!.Value;

    /// <summary>
    /// The completion that takes a scale to one end, found by trying the codes of one missing item after another.
    /// </summary>
    private static ScaleValue Extreme(Response response, string scale, bool least)
    {
        foreach (var item in response.Instrument.Items.Where(item => !response.Answers.ContainsKey(item.Key)))
        {
            var tried = Codes(item).Select(code => response.With(item.Key, code));
            response = least ? tried.MinBy(one => one.Of(scale).Low)! : tried.MaxBy(one => one.Of(scale).High)!;
        }

        return response.Of(scale);
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;
}
