using CaregiverSignal.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Scores;

/// <summary>
/// What must hold for any answers to any questionnaire that is shipped, and to one with a mean and a gap between its
/// bands. That each score is right is held by <c>TwoScorersTests</c>, bit by bit.
/// </summary>
public class ScoringPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true);

    private static readonly Instrument[] All = [.. Some.Instruments.All, Some.Small()];

    private sealed record Response(Instrument Instrument, Dictionary<string, int> Answers)
    {
        public IReadOnlyList<ScaleValue> Values => Scoring.Score(Instrument, Answers);

        public ScaleValue Of(string scale) => Values.Single(value => value.Scale == scale);

        public Response With(string item, int code) => this with { Answers = new(Answers) { [item] = code } };

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
                all.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.Value)
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

    private static int[] Codes(Item item) => [.. item.Codes.Select(code => code.Value)];

    private static IEnumerable<(ScaleValue First, ScaleValue Second)> Pairs(Response one, Response other) =>
        one.Values.Zip(other.Values);

    /// <summary>
    /// The completion that takes a scale to one end, found by trying the codes of one missing item after another.
    /// </summary>
    private static ScaleValue Extreme(Response response, string scale, bool least)
    {
        foreach (var item in response.Instrument.Items.Where(item => !response.Answers.ContainsKey(item.Key)))
        {
            var tried = Codes(item).Select(code => response.With(item.Key, code));
            response = least ? tried.MinBy(each => each.Of(scale).Low)! : tried.MaxBy(each => each.Of(scale).High)!;
        }

        return response.Of(scale);
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;
}
