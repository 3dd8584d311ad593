using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>The shapes that an operator is shown, filled in with noughts, are files that the program takes.</summary>
public sealed partial class OverlayReadmeTests : IDisposable
{
    private const string ReadmePath = "questionnaires/overlay/README.md";

    private readonly TemporaryFolder folder = new();

    public OverlayReadmeTests()
    {
        foreach (var file in Directory.GetFiles(Some.QuestionnairesFolder, "*.json"))
            File.Copy(file, Path.Combine(folder.Name, Path.GetFileName(file)));
        folder.Write("overlay/README.md", File.ReadAllText(Path.Combine(Some.Root, ReadmePath)));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_shape_filled_in_is_taken_up_beside_the_explanation()
    {
        foreach (var (name, text) in Shapes())
            folder.Write("overlay/" + name, text);

        var loaded = QuestionnaireFolder.Load(folder.Name);

        Assert.Empty(loaded.Faults);
        Assert.Equal(
            ["carerqol-v1.scales.json", "ssl-d-v1.scales.json", "ssl-i-v1.scales.json", "zbi-12-v1.wording.json"],
            Shapes().Select(shape => shape.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(WordingState.Official, loaded.Instruments!.Newest("zbi-12").Wording.State);
        Assert.NotNull(loaded.Instruments.Newest("carerqol").Scale("tariff"));
        Assert.Equal(["everyday", "problem"], loaded.Instruments.Newest("ssl-i").Scales.Select(scale => scale.Key));
        Assert.True(loaded.Instruments.Newest("ssl-d").Scale("total")!.Items[0].IsReversed);
    }

    [Fact]
    public void An_interaction_goes_where_the_explanation_says()
    {
        var tariff = JsonNode.Parse(
            Shapes().Single(shape => shape.Name.StartsWith("carerqol", StringComparison.Ordinal)).Text
        )!;
        var fragment = Blocks().Single(block => block.StartsWith("\"interactions\"", StringComparison.Ordinal));
        tariff["scales"]!["tariff"]!["interactions"] = JsonNode.Parse("{" + Filled(fragment, "c") + "}")![
            "interactions"
        ]!.DeepClone();
        folder.Write("overlay/carerqol-v1.scales.json", tariff.ToJsonString());

        var loaded = QuestionnaireFolder.Load(folder.Name);

        Assert.Empty(loaded.Faults);
        Assert.Single(loaded.Instruments!.Newest("carerqol").Scale("tariff")!.Interactions);
    }

    [Fact]
    public void Every_shape_filled_in_fits_its_schema()
    {
        Assert.Each(
            Shapes(),
            shape =>
                Assert.Empty(
                    Schema.Faults(
                        shape.Name.EndsWith(".wording.json", StringComparison.Ordinal)
                            ? "wording.schema.json"
                            : "scales.schema.json",
                        shape.Text
                    )
                )
        );
    }

    [Fact]
    public void No_weight_is_printed()
    {
        Assert.DoesNotMatch(@"""[0-9]"":\s*[0-9-]", string.Concat(Blocks()));
    }

    private static IEnumerable<string> Blocks() =>
        CodeBlock.In(ReadmePath).Where(block => block.Language == "json").Select(block => block.Text);

    private static IEnumerable<(string Name, string Text)> Shapes() =>
        from block in Blocks()
        where block.StartsWith('{')
        let key = Key().Match(block).Groups[1].Value
        select (
            $"{key}-v1.{(block.Contains("\"scales\"", StringComparison.Ordinal) ? "scales" : "wording")}.json",
            Filled(block, key[^1..])
        );

    /// <param name="letter">What the keys of the items begin with.</param>
    private static string Filled(string shape, string letter)
    {
        var item = 0;
        var filled = Item().Replace(shape, _ => string.Create(CultureInfo.InvariantCulture, $"{letter}{++item:00}"));
        return filled
            .Replace("<one of them>", letter + "01", StringComparison.Ordinal)
            .Replace("<physical code>,<mental code>", "1,1", StringComparison.Ordinal)
            .Replace("<number>", "0", StringComparison.Ordinal)
            .Replace("<lowest>", "2", StringComparison.Ordinal)
            .Replace("<highest>", "8", StringComparison.Ordinal);
    }

    [GeneratedRegex("\"key\": \"([a-z0-9-]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("<item>")]
    private static partial Regex Item();
}
