using System.Globalization;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Tests.Scores;

namespace CaregiverSignal.Tests.Cli;

/// <summary>
/// The verb <c>score</c> over every key of the contract: sound tables, gaps, and every kind of bad one.
/// </summary>
public class ScoreOfEveryQuestionnaireTests
{
    private const int Responses = 200;
    private const int Seed = 2026;

    public static TheoryData<string> Keys => [.. Contract, .. Unscored];

    private static readonly string[] Contract =
    [
        "csi",
        "mcsi",
        "carerqol",
        "ssl-12-i",
        "ssl-i",
        "ssl-d",
        "ssl-n",
        "ssl-d-8",
        "cra",
        "m-cra-21",
        "ediz",
        "ediz-plus",
        "srb",
        "volhoudtijd",
        "opening",
        "zbi-12",
    ];

    /// <summary>Ours, beside the contract: they are read and never scored.</summary>
    private static readonly string[] Unscored = ["aftercare", "wishes"];

    [Fact]
    public void Every_questionnaire_there_is_stands_in_the_contract_or_is_not_scored()
    {
        Assert.Equal(Contract.Concat(Unscored).Order(StringComparer.Ordinal), Some.Instruments.Keys);
        Assert.Equal(Unscored, Some.Instruments.All.Where(one => one.IsUnscored).Select(one => one.Key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Whole_tables_with_and_without_gaps_come_out_as_the_plain_scorer_has_them(string key)
    {
        var instrument = Some.Instruments.Newest(key);
        var random = new Random(Seed);
        var answers = Enumerable
            .Range(0, Responses)
            .Select(n =>
                Response(
                    instrument,
                    random,
                    n % 3 == 0 ? 0
                        : n % 3 == 1 ? 0.2
                        : 1
                )
            )
            .ToList();
        var table = Table(instrument, answers);

        var (code, output, _) = ScoreRun.Score(table, key);
        var (csvCode, csv, _) = ScoreRun.Score(table, key, "--format", "csv");

        Assert.Equal((0, 0), (code, csvCode));
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(Responses, lines.Length);
        var expectedCsv = new StringBuilder("id,scale,value,low,high,band\n");
        for (var n = 0; n < Responses; n++)
        {
            using var line = JsonDocument.Parse(lines[n]);
            var root = line.RootElement;
            Assert.Equal(
                ["id", "instrument", "version", "scales", "missing"],
                root.EnumerateObject().Select(one => one.Name)
            );
            Assert.Equal($"p{n}", root.GetProperty("id").GetString());
            Assert.Equal(key, root.GetProperty("instrument").GetString());
            Assert.Equal(1, root.GetProperty("version").GetInt32());
            Assert.Equal(
                instrument.Items.Select(item => item.Key).Where(item => !answers[n].ContainsKey(item)),
                root.GetProperty("missing").EnumerateArray().Select(one => one.GetString())
            );
            foreach (var scale in Compare(key, answers[n], root.GetProperty("scales")))
            {
                expectedCsv.Append(CultureInfo.InvariantCulture, $"p{n},{scale}\n");
            }
        }
        Assert.Equal(expectedCsv.ToString(), csv);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Bad_cells_are_all_named_with_row_column_value_and_range(string key)
    {
        var instrument = Some.Instruments.Newest(key);
        var item = instrument.Items[^1];
        var good = instrument.Items[0].Lowest;
        string[] bad =
        [
            (item.Lowest - 1).ToString(CultureInfo.InvariantCulture),
            (item.Highest + 1).ToString(CultureInfo.InvariantCulture),
            "99999999999999999999",
            "ja",
            "1.0",
            "1,0",
            "1e0",
            "0x1",
            "--1",
            "1 1",
            "é",
        ];
        var others = string.Concat(
            Enumerable.Repeat(good.ToString(CultureInfo.InvariantCulture) + ",", instrument.Items.Count - 1)
        );
        var table =
            $"{Header(instrument)}\n{others}{item.Lowest}\n{string.Concat(bad.Select(cell => $"{others}\"{cell}\"\n"))}";

        var (code, output, error) = ScoreRun.Score(table, key);

        Assert.Equal((1, ""), (code, output));
        var expected = bad.Select(
            (cell, n) =>
                $"standard input: row {n + 3}, column {item.Key}: '{cell}' is not allowed; allowed is {item.Lowest} to {item.Highest}, or empty when skipped"
        );
        Assert.Equal(
            [.. expected, $"{bad.Length} faults in {bad.Length + 1} responses; nothing was scored."],
            error.TrimEnd('\n').Split('\n')
        );
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_table_of_another_shape_is_refused_by_name(string key)
    {
        var instrument = Some.Instruments.Newest(key);
        var (header, row) = (
            "id," + Header(instrument),
            string.Concat(instrument.Items.Select(item => "," + item.Highest))
        );
        var first = instrument.Items[0].Key;

        Refused(
            key,
            string.Join(',', ["id", .. instrument.Items.Skip(1).Select(item => item.Key)]) + "\n",
            $"row 1, column {first}: is missing from the header; the column is needed, its cells may be empty"
        );
        Refused(key, $"{header},colour\n1{row},red\n", "row 1, column colour: is not known; known are ");
        Refused(key, $"{header},{first}\n1{row},1\n", $"row 1, column {first}: is there twice");
        Refused(
            key,
            $"{header}\n1{row}\n2\n",
            $"row 3: has 1 cells; the header has {instrument.Items.Count + 1}",
            "1 fault in 2 responses; nothing was scored."
        );
        Refused(
            key,
            $"{header}\n1{row},1\n",
            $"row 2: has {instrument.Items.Count + 2} cells; the header has {instrument.Items.Count + 1}"
        );
        Refused(
            key,
            $"{header}\n1{row}\n\"2{row}\n3{row}\n",
            "row 3: has a quote that is not closed before the end of the file"
        );
        Refused(key, $"{header}\n1{row}\n2\"{row}\n", "row 3: has a quote in the wrong place");
        Refused(key, "", "row 1: is missing; a header is needed with ");
        Refused(
            key,
            [.. Encoding.UTF8.GetBytes($"{header}\n1{row}\nRen"), 0xE9, .. Encoding.UTF8.GetBytes($"{row}\n")],
            "row 3: is not UTF-8"
        );
    }

    private static void Refused(string key, string table, params string[] told) =>
        Refused(key, Encoding.UTF8.GetBytes(table), told);

    private static void Refused(string key, byte[] table, params string[] told)
    {
        foreach (var format in new[] { "json", "csv" })
        {
            var (code, output, error) = ScoreRun.Of(
                new LoadResult(Some.Instruments, []),
                table,
                key,
                "--format",
                format
            );

            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith("standard input: " + told[0], error, StringComparison.Ordinal);
            Assert.Each(told, part => Assert.Contains(part, error, StringComparison.Ordinal));
        }
    }

    private static string Header(Instrument instrument) => string.Join(',', instrument.Items.Select(item => item.Key));

    private static Dictionary<string, int> Response(Instrument instrument, Random random, double skipping)
    {
        var answers = new Dictionary<string, int>();
        foreach (var item in instrument.Items)
        {
            if (random.NextDouble() >= skipping)
                answers[item.Key] = item.Codes[random.Next(item.Codes.Count)].Value;
        }
        return answers;
    }

    private static string Table(Instrument instrument, List<Dictionary<string, int>> answers)
    {
        var table = new StringBuilder($"id,{Header(instrument)}\n");
        for (var n = 0; n < answers.Count; n++)
        {
            var cells = instrument.Items.Select(item =>
                answers[n].TryGetValue(item.Key, out var code) ? code.ToString(CultureInfo.InvariantCulture) : ""
            );
            table.Append(CultureInfo.InvariantCulture, $"p{n},{string.Join(',', cells)}\n");
        }
        return table.ToString();
    }

    /// <summary>
    /// Compares the scales of a line, and returns what the CSV should say of each, in the order of the line.
    /// </summary>
    private static IEnumerable<string> Compare(string key, Dictionary<string, int> answers, JsonElement scales)
    {
        if (!PlainScores.Instruments.ContainsKey(key))
        {
            Assert.Equal("{}", scales.GetRawText());
            yield break;
        }

        var plain = PlainScores.Score(key, answers);
        Assert.Equal(plain.Keys.Order(), scales.EnumerateObject().Select(one => one.Name).Order());
        foreach (var scale in scales.EnumerateObject())
        {
            var expected = plain[scale.Name];
            Assert.Equal(expected.Value is null, scale.Value.GetProperty("value").ValueKind == JsonValueKind.Null);
            if (expected.Value is { } value)
                Assert.Equal(value, scale.Value.GetProperty("value").GetDouble(), 9);
            Assert.Equal(expected.Low, scale.Value.GetProperty("low").GetDouble(), 9);
            Assert.Equal(expected.High, scale.Value.GetProperty("high").GetDouble(), 9);
            var band = scale.Value.TryGetProperty("band", out var given) ? given.GetString() : null;
            Assert.Equal(expected.Band, band);
            var written = scale.Value.GetProperty("value") is { ValueKind: JsonValueKind.Number } number
                ? number.GetRawText()
                : "";
            yield return $"{scale.Name},{written},{scale.Value.GetProperty("low").GetRawText()},{scale.Value.GetProperty("high").GetRawText()},{band}";
        }
    }
}
