using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Scores;

/// <summary>The program and the plain scorer, written apart from the same sources, say the same.</summary>
public class TwoScorersTests
{
    private static readonly int Responses = LongRun.Of(1_000, 10_000);
    private const int Seed = 1983;

    public static TheoryData<string> Keys => new(PlainScores.Instruments.Keys);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Two_scorers_agree_on_responses_of_every_kind(string key)
    {
        var instrument = Some.Instruments.Newest(key);

        foreach (var answers in RandomResponses(key))
        {
            var plain = PlainScores.Score(key, answers);
            var ours = Scoring.Score(instrument, answers);

            Assert.Equal(plain.Keys.Order(), ours.Select(value => value.Scale).Order());
            if (ours.FirstOrDefault(value => !Same(key, plain[value.Scale], value)) is { Scale: { } scale } other)
            {
                Assert.Fail(
                    $"{key}, {Written(answers)}: the program says {other} and the plain scorer {plain[scale]}."
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_items_and_codes_of_the_contract_are_all_there_are(string key)
    {
        var instrument = Some.Instruments.Newest(key);
        var codes = PlainScores.Instruments[key].Codes;

        Assert.Equal(codes.Keys, Scoring.Missing(instrument, new Dictionary<string, int>()));
        Assert.Each(
            codes,
            item =>
            {
                Assert.Each(
                    item.Value,
                    code => Scoring.Score(instrument, new Dictionary<string, int> { [item.Key] = code })
                );
                Assert.All([item.Value[0] - 1, item.Value[^1] + 1], code => Refused(instrument, item.Key, code));
            }
        );
    }

    [Fact]
    public void Every_questionnaire_that_has_a_score_has_a_plain_scorer()
    {
        var scored = Some
            .Instruments.All.Where(instrument => Scoring.Score(instrument, new Dictionary<string, int>()).Any())
            .Select(instrument => instrument.Key)
            .ToList();

        Assert.True(scored.Count > 10);
        Assert.Empty(scored.Except(PlainScores.Instruments.Keys));
    }

    /// <summary>
    /// Every second one complete; of the others one empty, and in turn one item missing, one item answered, and any
    /// number missing.
    /// </summary>
    private static IEnumerable<Dictionary<string, int>> RandomResponses(string key)
    {
        var random = new Random(Seed);
        var codes = PlainScores.Instruments[key].Codes;
        for (var number = 0; number < Responses; number++)
        {
            var skipped = (number % 6) switch
            {
                0 or 2 or 4 => 0,
                1 => number == 1 ? codes.Count : 1,
                3 => codes.Count - 1,
                _ => random.Next(1, codes.Count + 1),
            };
            var items = codes.ToArray();
            random.Shuffle(items);
            yield return items
                .Skip(skipped)
                .ToDictionary(item => item.Key, item => item.Value[random.Next(item.Value.Length)]);
        }
    }

    /// <summary>To the last bit, but for means: the two may add in another order.</summary>
    private static bool Same(string key, PlainScore plain, ScaleValue ours)
    {
        var tolerance = key is "cra" or "m-cra-21" ? 1e-9 : 0;
        return (plain.Value is null) == (ours.Value is null)
            && (plain.Value is null || Math.Abs(plain.Value.Value - ours.Value!.Value) <= tolerance)
            && Math.Abs(plain.Low - ours.Low) <= tolerance
            && Math.Abs(plain.High - ours.High) <= tolerance
            && plain.Band == ours.Band;
    }

    private static void Refused(Instrument instrument, string item, int code) =>
        Assert.Throws<ArgumentException>(() =>
            Scoring.Score(instrument, new Dictionary<string, int> { [item] = code })
        );

    private static string Written(Dictionary<string, int> answers) =>
        answers.Count == 0 ? "empty" : string.Join(' ', answers.Select(answer => $"{answer.Key}={answer.Value}"));
}
