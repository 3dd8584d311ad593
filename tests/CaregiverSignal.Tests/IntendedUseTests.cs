using System.Xml.Linq;

namespace CaregiverSignal.Tests;

/// <summary>Nothing that people read claims what only a medical device may (docs/intended-use.md).</summary>
public sealed partial class IntendedUseTests
{
    [Fact]
    public void No_text_says_that_it_establishes_foretells_or_treats_an_illness()
    {
        var texts =
            from file in SourceTree.DutchTexts()
            from text in XDocument.Load(file.Path).Root!.Elements("data")
            select $"{Path.GetFileName(file.Name)} {(string)text.Attribute("name")!}: {(string)text.Element("value")!}";
        var wordings =
            from file in Directory.EnumerateFiles(Some.QuestionnairesFolder, "*.wording.json")
            from line in File.ReadLines(file)
            select $"{Path.GetFileName(file)}: {line}";
        var readme = from line in File.ReadLines(Path.Combine(Some.Root, "README.md")) select $"README.md: {line}";
        var all = texts.Concat(wordings).Concat(readme).ToList();

        Assert.True(all.Count > 1500, $"Only {all.Count} texts are found.");
        Assert.DoesNotContain(all, text => Claim().IsMatch(text[text.IndexOf(": ", StringComparison.Ordinal)..]));
        Assert.Matches(Claim(), "Dit voorspelt een burn-out.");
    }

    [GeneratedRegex(
        @"diagnos(?!tics)|voorspel|klinisch|\bpati[eë]nt|triage|behandeladvies|behandeling|\bclinical|\bpredict(s|ion)\b|medical advice",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Claim();
}
