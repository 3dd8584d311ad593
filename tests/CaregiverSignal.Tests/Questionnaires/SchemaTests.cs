using System.Reflection;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>What an editor says about a file is what the program says about it, as far as an editor can know.</summary>
public class SchemaTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Some.QuestionnairesFolder, "*-v*.json").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_file_fits_its_schema_and_names_it(string file)
    {
        var json = File.ReadAllText(Path.Combine(Some.QuestionnairesFolder, file));
        var schema =
            file.EndsWith(".wording.json", StringComparison.Ordinal)
            || file.EndsWith(".pictures.json", StringComparison.Ordinal)
                ? "wording.schema.json"
                : "instrument.schema.json";

        Assert.Empty(Schema.Faults(schema, json));
        Assert.Contains($"\"$schema\": \"{schema}\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_examples_of_the_tests_and_of_the_recipe_fit_their_schemas()
    {
        var printed = CodeBlock
            .In("docs/add-a-questionnaire.md")
            .Where(block => block.Text.Contains("\"$schema\"", StringComparison.Ordinal))
            .Select(block => block.Text)
            .ToList();

        Assert.Empty(Schema.Faults("instrument.schema.json", Some.SmallFile));
        Assert.Empty(Schema.Faults("wording.schema.json", Some.SmallWording));
        Assert.Empty(Schema.Faults("scales.schema.json", Some.SmallScales));
        Assert.Equal(2, printed.Count);
        Assert.Empty(Schema.Faults("instrument.schema.json", printed[0]));
        Assert.Empty(Schema.Faults("wording.schema.json", printed[1]));
    }

    [Theory]
    [InlineData("wording.schema.json", "\"key\": \"small\"", "\"key\": \"Small One\"")]
    [InlineData("scales.schema.json", "\"3,1\"", "\"3;1\"")]
    public void A_rule_that_stands_in_the_other_schema_file_holds(string schema, string old, string broken)
    {
        var sound = schema == "wording.schema.json" ? Some.SmallWording : Some.SmallScales;

        Assert.NotEmpty(Schema.Faults(schema, Changed(sound, old, broken)));
    }

    [Theory]
    [InlineData("an unknown key")]
    [InlineData("a missing key")]
    [InlineData("a wrong type")]
    [InlineData("a version below one")]
    [InlineData("a list for an object")]
    [InlineData("a text without Dutch")]
    [InlineData("an empty text")]
    [InlineData("a licence state that is not one")]
    [InlineData("an interval without a source")]
    [InlineData("an interval of no days")]
    [InlineData("a rule for skipped items that is none")]
    [InlineData("an item key that no column or field can have")]
    [InlineData("a scale key with a capital")]
    [InlineData("an item without a key")]
    [InlineData("a code twice")]
    [InlineData("a code that is no whole number")]
    [InlineData("a code beyond all codes")]
    [InlineData("codes beside a range")]
    [InlineData("answers without a source")]
    [InlineData("a scale with an item twice")]
    [InlineData("a scale item that is a number")]
    [InlineData("a scale without items")]
    [InlineData("a way of scoring that is none")]
    [InlineData("a direction that is none")]
    [InlineData("a scale without a source")]
    [InlineData("a band without a source")]
    [InlineData("an error without a source")]
    [InlineData("a perfect retest")]
    [InlineData("an error of zero")]
    public void An_editor_refuses_a_definition_as_the_program_does(string rule) =>
        Refuses(
            "instrument.schema.json",
            Some.SmallFile,
            nameof(InstrumentFileTests.A_broken_rule_is_told_with_its_place),
            rule
        );

    [Theory]
    [InlineData("an unknown key")]
    [InlineData("a state that is not one")]
    [InlineData("words without a name")]
    [InlineData("an empty text")]
    [InlineData("a text without Dutch")]
    public void An_editor_refuses_words_as_the_program_does(string rule) =>
        Refuses(
            "wording.schema.json",
            Some.SmallWording,
            nameof(InstrumentFileTests.Words_that_do_not_fit_are_told_with_their_place),
            rule
        );

    [Theory]
    [InlineData("numbers without a source")]
    [InlineData("numbers without a name")]
    [InlineData("a weight that is no number")]
    [InlineData("an interaction of one item")]
    public void An_editor_refuses_numbers_as_the_program_does(string rule) =>
        Refuses(
            "scales.schema.json",
            Some.SmallScales,
            nameof(InstrumentFileTests.Supplied_numbers_that_do_not_fit_are_told_with_their_place),
            rule
        );

    [Fact]
    public void The_keys_an_editor_knows_at_the_top_are_those_of_the_program()
    {
        Assert.Equal(
            KnownKeys(new InstrumentFiles(Source("small-v1.json", "{ \"?\": 1 }"))),
            Schema.Keys("instrument.schema.json").Order()
        );
        Assert.Equal(
            KnownKeys(
                new InstrumentFiles(
                    Source("small-v1.json", Some.SmallFile),
                    Source("small-v1.wording.json", "{ \"?\": 1 }")
                )
            ),
            Schema.Keys("wording.schema.json").Order()
        );
    }

    /// <summary>Breaks a sound file as the loader's own test of that name does.</summary>
    private static void Refuses(string schema, string sound, string test, string rule)
    {
        var rows = typeof(InstrumentFileTests)
            .GetMethod(test)!
            .GetCustomAttributes<InlineDataAttribute>()
            .Select(row => row.Data);
        var row = rows.Single(data => (string)data[0]! == rule);

        Assert.NotEmpty(Schema.Faults(schema, Changed(sound, (string)row[1]!, (string)row[2]!)));
    }

    private static IEnumerable<string> KnownKeys(InstrumentFiles files)
    {
        var faults = new List<Fault>();
        InstrumentFile.Parse(files, faults);
        return faults.Single(fault => fault.Place == "?").Message.Split("known are ")[1].Split(", ").Order();
    }

    private static SourceFile Source(string name, string text) => new(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The first occurrence replaced.</summary>
    private static string Changed(string file, string old, string broken)
    {
        var at = file.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        return file[..at] + broken + file[(at + old.Length)..];
    }
}
