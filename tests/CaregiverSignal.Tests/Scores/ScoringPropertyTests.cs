using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Scores;

/// <summary>What must hold for any answers to any questionnaire, shipped or with means.</summary>
public class ScoringPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true);

    private static readonly Instrument[] All = [.. Some.Instruments.All, Some.Small()];

    private sealed record Response(Instrument Instrument, Dictionary<string, int> Answers)
    {
        public override string ToString() => $"{Instrument.Key}: {string.Join(' ', Answers)}";
    }

    [Fact]
    public void Bounds_contain_every_completion() => Holds(
        Partial().SelectMany(response => Completed(response), (response, whole) => (response, whole)),
        pair => Pairs(pair.response, pair.whole).All(scale => scale.First.Low <= scale.Second.Value && scale.Second.Value <= scale.First.High));

    [Fact]
    public void A_band_that_was_given_stays_whatever_the_missing_answers_are() => Holds(
        Partial().SelectMany(response => Completed(response), (response, whole) => (response, whole)),
        pair => Pairs(pair.response, pair.whole).All(scale => scale.First.Band is null || scale.First.Band == scale.Second.Band));

    [Fact]
    public void Both_bounds_can_be_reached() => Holds(Partial(), response =>
    {
        var bounds = Scoring.Score(response.Instrument, response.Answers);
        return response.Instrument.Scales.Zip(bounds).All(pair =>
            Near(Extreme(response, pair.First, least: true), pair.Second.Low) && Near(Extreme(response, pair.First, least: false), pair.Second.High));
    });

    [Fact]
    public void One_answer_more_never_widens_the_bounds() => Holds(
        Partial().SelectMany(response => OneMore(response), (response, more) => (response, more)),
        pair => Pairs(pair.response, pair.more).All(scale => scale.First.Low <= scale.Second.Low && scale.Second.High <= scale.First.High));

    [Fact]
    public void The_order_of_answering_does_not_matter() => Holds(
        Partial().SelectMany(response => Gen.Shuffle(response.Answers.ToArray()), (response, shuffled) => (response, shuffled)),
        pair => Scoring.Score(pair.response.Instrument, pair.response.Answers)
            .SequenceEqual(Scoring.Score(pair.response.Instrument, pair.shuffled.ToDictionary(answer => answer.Key, answer => answer.Value))));

    [Fact]
    public void Values_and_bounds_stay_within_the_scale() => Holds(Partial(), response =>
        response.Instrument.Scales.Zip(Scoring.Score(response.Instrument, response.Answers)).All(pair =>
            pair.First.Min <= pair.Second.Low && pair.Second.Low <= pair.Second.High && pair.Second.High <= pair.First.Max));

    [Fact]
    public void There_is_a_value_exactly_when_no_item_of_the_scale_is_missing() => Holds(Partial(), response =>
        response.Instrument.Scales.Zip(Scoring.Score(response.Instrument, response.Answers)).All(pair =>
            pair.First.Items.All(part => response.Answers.ContainsKey(part.Item.Key)) == pair.Second.Value is not null));

    [Fact]
    public void A_reversed_item_reversed_again_is_itself()
    {
        var reversed = All.SelectMany(one => one.Scales).SelectMany(scale => scale.Items).Where(part => part.Counts.Any(count => count.Key != count.Value)).ToList();

        Assert.Equal(6, reversed.Count);
        Assert.All(reversed, part => Assert.All(part.Item.Codes, code => Assert.Equal(code.Value, part.Counts[(int)part.Counts[code.Value]])));
    }

    [Fact]
    public void A_csi_total_is_the_plain_number_of_yes_answers() => Holds(Whole("csi"), response =>
    {
        var total = Scoring.Score(response.Instrument, response.Answers).Single();
        var yes = response.Answers.Values.Count(value => value == 1);
        return total == new ScaleValue("total", yes, yes, yes, yes >= 7 ? "high" : "low");
    });

    [Fact]
    public void A_carerqol_sum_is_the_plain_sum_with_five_problems_turned_round() => Holds(Whole("carerqol"), response =>
    {
        var a = response.Answers;
        var plain = a["fulfilment"] + a["support"] + 10 - a["relational"] - a["mental"] - a["activities"] - a["financial"] - a["physical"];
        var values = Scoring.Score(response.Instrument, a);
        return values[0].Value == plain && values[1].Value == a["happiness"];
    });

    [Fact]
    public void One_more_yes_raises_a_csi_total_by_one() => Holds(
        Whole("csi").Where(response => response.Answers.ContainsValue(0)),
        response =>
        {
            var more = new Dictionary<string, int>(response.Answers) { [response.Answers.First(answer => answer.Value == 0).Key] = 1 };
            return Scoring.Score(response.Instrument, more)[0].Value == Scoring.Score(response.Instrument, response.Answers)[0].Value + 1;
        });

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) => Check.One(Thorough, Prop.ForAll(cases.ToArbitrary(), law));

    private static Gen<Response> Partial() => Gen.Elements(All).SelectMany(instrument => Answers(instrument, skipping: true));

    private static Gen<Response> Whole(string key) => Answers(Some.Instruments.Newest(key), skipping: false);

    private static Gen<Response> Answers(Instrument instrument, bool skipping) =>
        Gen.CollectToArray(instrument.Items, item =>
                Gen.Zip(Gen.Elements(item.Codes.Select(code => code.Value)), Gen.Choose(0, 2), (value, luck) => (item.Key, Value: skipping && luck == 0 ? (int?)null : value)))
            .Select(all => new Response(instrument, all.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!.Value)));

    private static Gen<Response> Completed(Response response) => Answers(response.Instrument, skipping: false).Select(whole =>
        response with { Answers = whole.Answers.ToDictionary(answer => answer.Key, answer => response.Answers.GetValueOrDefault(answer.Key, answer.Value)) });

    private static Gen<Response> OneMore(Response response) => Answers(response.Instrument, skipping: false).Select(whole =>
    {
        var missing = whole.Answers.Keys.Except(response.Answers.Keys).Take(1);
        return response with { Answers = missing.Aggregate(response.Answers, (answers, key) => new Dictionary<string, int>(answers) { [key] = whole.Answers[key] }) };
    });

    private static IEnumerable<(ScaleValue First, ScaleValue Second)> Pairs(Response one, Response other) =>
        Scoring.Score(one.Instrument, one.Answers).Zip(Scoring.Score(other.Instrument, other.Answers));

    private static double Extreme(Response response, Scale scale, bool least)
    {
        var answers = new Dictionary<string, int>(response.Answers);
        foreach (var part in scale.Items.Where(part => !answers.ContainsKey(part.Item.Key)))
        {
            var byCount = part.Counts.OrderBy(count => count.Value).ToList();
            answers[part.Item.Key] = least ? byCount[0].Key : byCount[^1].Key;
        }
        return Scoring.Score(response.Instrument, answers).Single(value => value.Scale == scale.Key).Value!.Value;
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;
}
