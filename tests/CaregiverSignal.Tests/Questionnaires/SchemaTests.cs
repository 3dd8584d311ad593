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
        Assert.Has($"\"$schema\": \"{schema}\"", json);
    }

    [Fact]
    public void The_examples_of_the_tests_and_of_the_recipe_fit_their_schemas()
    {
        var printed = CodeBlock
            .In("docs/add-a-questionnaire.md")
            .Where(block => block.Text.Contains("\"$schema\""))
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

    /// <summary>The first occurrence replaced.</summary>
    private static string Changed(string file, string old, string broken)
    {
        var at = file.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        return file[..at] + broken + file[(at + old.Length)..];
    }
}
