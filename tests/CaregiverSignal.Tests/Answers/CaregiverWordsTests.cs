using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaregiverSignal.Tests.Answers;

public sealed partial class CaregiverWordsTests
{
    private const int MostWords = 15;

    public static TheoryData<string, string, string> Texts()
    {
        var data = new TheoryData<string, string, string>();
        var source = Path.Combine(Some.Root, "src", "CaregiverSignal");
        var files = Directory
            .EnumerateFiles(Path.Combine(source, "Answers"), "*.resx", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(source, "Feedback"), "*.resx"))
            .Concat(Directory.EnumerateFiles(Path.Combine(source, "Enrolments"), "*.resx"))
            .Append(Path.Combine(source, "Web", "Shared.resx"));
        foreach (var file in files)
        {
            foreach (var text in XDocument.Load(file).Root!.Elements("data"))
                data.Add(Path.GetFileName(file), text.Attribute("name")!.Value, text.Element("value")!.Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_sentence_for_caregivers_is_short_and_blames_nobody(string file, string key, string text)
    {
        foreach (var sentence in SentenceEnd().Split(text))
        {
            var words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            Assert.True(words <= MostWords, $"{file} {key}: {words} words: {sentence}");
        }

        Assert.False(Unwanted().IsMatch(text), $"{file} {key}: {text}");
    }

    [GeneratedRegex(@"(?<=[.?!:])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b(score|overbelast|mantelzorger|zorgvrager|patiënt|cliënt|u moet|verplicht|ongeldig|helaas|sorry|oeps|alstublieft|i\.v\.m\.|z\.s\.m\.|evt\.|uitschrijven|afmelden)\b|!",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Unwanted();
}
