using System.Text.Json;
using CaregiverSignal.Tests.Scores;

namespace CaregiverSignal.Tests.Commands;

/// <summary>
/// The CarerQol tariff through the real files and an operator's overlay. Every weight here is invented; no published
/// set is at hand.
/// </summary>
public sealed class ScoreTariffTests : IDisposable
{
    private const int Responses = 500;
    private const int Seed = 2006;

    private static readonly string[] Items =
    [
        "fulfilment",
        "relational",
        "mental",
        "activities",
        "financial",
        "support",
        "physical",
    ];

    /// <summary>Invented: 0 at the worst answers to everything, 100 at the best.</summary>
    private static readonly Dictionary<(string Item, int Code), double> Weights = new()
    {
        [("fulfilment", 0)] = 0,
        [("fulfilment", 1)] = 8.3,
        [("fulfilment", 2)] = 16.1,
        [("relational", 0)] = 11.7,
        [("relational", 1)] = 7.2,
        [("relational", 2)] = 0,
        [("mental", 0)] = 18.4,
        [("mental", 1)] = 12.9,
        [("mental", 2)] = 0,
        [("activities", 0)] = 12.2,
        [("activities", 1)] = 5.5,
        [("activities", 2)] = 0,
        [("financial", 0)] = 9.9,
        [("financial", 1)] = 6.1,
        [("financial", 2)] = 0,
        [("support", 0)] = 0,
        [("support", 1)] = 3.4,
        [("support", 2)] = 8.6,
        [("physical", 0)] = 23.1,
        [("physical", 1)] = 14.7,
        [("physical", 2)] = 0,
    };

    /// <summary>
    /// Invented: by the codes of physical and of mental health, some of them pulling up and some down.
    /// </summary>
    private static readonly Dictionary<(int Physical, int Mental), double> Together = new()
    {
        [(1, 1)] = -4.25,
        [(1, 2)] = 3.5,
        [(2, 1)] = -6.75,
        [(2, 2)] = 1.5,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tariffs_with_and_without_gaps_are_those_of_the_plain_scorer(bool interaction)
    {
        var loaded = Overlaid(interaction);
        var instrument = loaded.Instruments!.Newest("carerqol");
        var answers = RandomAnswers(instrument);
        var table = string.Concat(
            answers.Select(answer =>
                string.Join(
                    ',',
                    instrument.Items.Select(item =>
                        answer.TryGetValue(item.Key, out var code) ? code.ToString(CultureInfo.InvariantCulture) : ""
                    )
                ) + "\n"
            )
        );

        var (code, output, error) = ScoreRun.Of(loaded, Encoding.UTF8.GetBytes(Header(instrument) + table), "carerqol");

        Assert.Equal((0, ""), (code, error));
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(Responses, lines.Length);
        for (var n = 0; n < Responses; n++)
        {
            using var line = JsonDocument.Parse(lines[n]);
            var tariff = line.RootElement.GetProperty("scales").GetProperty("tariff");
            var plain = PlainScores.Tariff(answers[n], Weights, interaction ? Together : null);
            var (value, low, high) = (
                tariff.GetProperty("value"),
                tariff.GetProperty("low").GetDouble(),
                tariff.GetProperty("high").GetDouble()
            );

            Assert.Equal(plain.Value is null, value.ValueKind == JsonValueKind.Null);
            if (plain.Value is { } whole)
                Assert.Equal(whole, value.GetDouble(), 6);
            Assert.Equal(plain.Low, low, 6);
            Assert.Equal(plain.High, high, 6);
            Assert.InRange(low, 0, high);
            Assert.InRange(high, low, 100);
            Assert.Equal("invented-1", tariff.GetProperty("set").GetString());
        }
    }

    [Fact]
    public void The_best_answers_are_worth_a_hundred_and_the_worst_nothing()
    {
        var loaded = Overlaid(interaction: false);
        var instrument = loaded.Instruments!.Newest("carerqol");

        var (_, output, _) = ScoreRun.Of(
            loaded,
            Encoding.UTF8.GetBytes(Header(instrument) + "2,0,0,0,0,2,0,10\n0,2,2,2,2,0,2,0\n,,,,,,,\n"),
            "carerqol",
            "--format",
            "csv"
        );

        Assert.Has("1,tariff,100,100,100,\n", output);
        Assert.Has("2,tariff,0,0,0,\n", output);
        Assert.Has("3,tariff,,0,100,\n", output);
    }

    [Fact]
    public void Two_missing_answers_that_mind_each_other_have_the_bounds_of_the_nine_ways_to_fill_them_in()
    {
        var loaded = Overlaid(interaction: true);
        var instrument = loaded.Instruments!.Newest("carerqol");

        var (_, output, _) = ScoreRun.Of(
            loaded,
            Encoding.UTF8.GetBytes(Header(instrument) + "2,0,,0,0,2,,10\n"),
            "carerqol",
            "--format",
            "csv"
        );

        // 58.5 without the two; together they come to 1.5 (2 and 2) at the least and 41.5 (0 and 0) at the most.
        Assert.Has("1,tariff,,60,100,\n", output);
    }

    /// <summary>The shipped questionnaires, with a file of weights in an overlay folder of its own.</summary>
    private LoadResult Overlaid(bool interaction)
    {
        var weights = Items.ToDictionary(
            item => item,
            item =>
                Enumerable
                    .Range(0, 3)
                    .ToDictionary(code => code.ToString(CultureInfo.InvariantCulture), code => Weights[(item, code)])
        );
        var scale = new Dictionary<string, object> { ["weights"] = weights };
        if (interaction)
        {
            var pairs = Together.ToDictionary(pair => $"{pair.Key.Physical},{pair.Key.Mental}", pair => pair.Value);
            scale["interactions"] = new[] { new { items = new[] { "physical", "mental" }, weights = pairs } };
        }
        folder.Write(
            "carerqol-v1.scales.json",
            JsonSerializer.Serialize(
                new
                {
                    key = "carerqol",
                    version = 1,
                    set = "invented-1",
                    source = "Invented for a test; no published weights.",
                    scales = new { tariff = scale },
                }
            )
        );

        var loaded = QuestionnaireFolder.Load(Some.QuestionnairesFolder, folder.Name);
        Assert.Empty(loaded.Faults);
        return loaded;
    }

    private static string Header(Instrument instrument) =>
        string.Join(',', instrument.Items.Select(item => item.Key)) + "\n";

    /// <summary>Half of them complete; of the others one is empty, and any number is missing.</summary>
    private static List<Dictionary<string, int>> RandomAnswers(Instrument instrument)
    {
        var random = new Random(Seed);
        var all = new List<Dictionary<string, int>>();
        for (var n = 0; n < Responses; n++)
        {
            var items = instrument.Items.ToArray();
            random.Shuffle(items);
            var skipped =
                n == 1 ? items.Length
                : n % 2 == 0 ? 0
                : random.Next(1, items.Length + 1);
            all.Add(
                items
                    .Skip(skipped)
                    .ToDictionary(item => item.Key, item => item.Codes[random.Next(item.Codes.Count)].Value)
            );
        }
        return all;
    }
}
