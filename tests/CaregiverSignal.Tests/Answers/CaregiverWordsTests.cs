using System.Text.Json;
using System.Xml.Linq;

namespace CaregiverSignal.Tests.Answers;

public sealed partial class CaregiverWordsTests
{
    private const int MostWords = 15;

    /// <summary>Files of rooms for staff, and how the keys begin of what caregivers read in them.</summary>
    private static readonly (string File, string Keys)[] Among =
    [
        ("Pages/ForCoordinators/AuditTrail/ReadersModel.resx", "Action."),
        ("Pages/ForCoordinators/AuditTrail/ReadersModel.resx", "Thing."),
        ("Pages/ForCoordinators/AuditTrail/ReadersModel.resx", "Yours."),
        ("Pages/ForCoordinators/Copy/CopyModel.resx", ""),
        ("People/EventWords.resx", ""),
        ("Text/Everywhere.resx", ""),
        ("Pages/ForEverybody/Privacy/PrivacyModel.resx", ""),
        ("Referrals/HelpWords.resx", "Told."),
        ("Staff/Accounts/NewCoordinatorMail.resx", ""),
        ("Pages/ForEverybody/Concerns/ConcernModel.resx", ""),
        ("Web/Shared.resx", ""),
    ];

    /// <summary>
    /// Read by a colleague alone (the screen from which a copy is printed), and one that is two words too long.
    /// </summary>
    private static readonly string[] NotYet = ["CopyModel.resx Back", "CopyModel.resx Print"];

    public static TheoryData<string, string, string> Texts()
    {
        var data = new TheoryData<string, string, string>();
        var files = SourceTree
            .DutchTexts(
                "Answers",
                "Pages/ForCoordinators/Letters",
                "Enrolments",
                "Feedback",
                "Invitations",
                "Pages/ForCaregivers",
                "Pages/Shared",
                "Trends"
            )
            .Select(file => file.Path)
            .Select(file => (File: file, Keys: ""))
            .Concat(Among.Select(pair => (File: SourceTree.Find(pair.File), pair.Keys)));
        foreach (var (file, keys) in files)
        {
            foreach (var text in XDocument.Load(file).Root!.Elements("data"))
            {
                var key = text.Attribute("name")!.Value;
                var isTheirs = key.StartsWith(keys, StringComparison.Ordinal);
                if (isTheirs && !NotYet.Contains($"{Path.GetFileName(file)} {key}"))
                    data.Add(Path.GetFileName(file), key, text.Element("value")!.Value);
            }
        }

        // Of questionnaires, what is ours or shown as a name; the words of their items are their authors'.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Some.Root, "questionnaires"), "*.json"))
        {
            var root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            foreach (var key in new[] { "name", "intro" })
                if (root.TryGetProperty(key, out var text) && text.TryGetProperty("nl", out var dutch))
                    data.Add(Path.GetFileName(file), key, dutch.GetString()!);
            if (root.TryGetProperty("scales", out var scales))
                foreach (var scale in scales.EnumerateArray())
                    if (scale.TryGetProperty("name", out var name) && name.TryGetProperty("nl", out var dutch))
                        data.Add(Path.GetFileName(file), scale.GetProperty("key").GetString()!, dutch.GetString()!);
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
