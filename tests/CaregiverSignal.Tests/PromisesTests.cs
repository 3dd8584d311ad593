using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Text;

namespace CaregiverSignal.Tests;

/// <summary>docs/promises.md has each promise to a caregiver or a neighbour, with what keeps it.</summary>
public sealed partial class PromisesTests
{
    /// <summary>The rooms whose texts caregivers and neighbours read.</summary>
    private static readonly string[] Rooms =
    [
        "Answers",
        "Enrolments",
        "Invitations",
        "Feedback",
        "OwnPage",
        "Privacy",
        "Tips",
        "Web",
    ];

    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "promises.md"));

    private static readonly Dictionary<string, string> Texts = ReadTexts();

    [Fact]
    public void Each_promise_stands_on_a_page_and_has_a_test_or_people_who_keep_it()
    {
        var promises = Documents.Rows(Documents.Section(Document, "Promises"));

        Assert.Each(
            promises,
            row =>
            {
                Assert.Empty(TextsIn(row[1]).Except(Texts.Keys));
                Assert.NotEmpty(TextsIn(row[1]));
                Assert.True(
                    Documents.NamedIn(row[3]).Any() || row[2].StartsWith("people", StringComparison.Ordinal),
                    $"Nothing shows that this is kept: {row[0]}"
                );
            }
        );
        Assert.Empty(Documents.Missing(Document));
    }

    [Fact]
    public void Each_text_that_sounds_like_a_promise_is_one_or_has_a_reason()
    {
        var known = TextsIn(Document).ToHashSet(StringComparer.Ordinal);

        var likely = Texts.Where(text => Promising.In(text.Value).Count > 0).Select(text => text.Key).ToList();

        Assert.Empty(likely.Except(known));
        Assert.Empty(TextsIn(Documents.Section(Document, "No promises")).Except(likely));
        Assert.True(likely.Count > 50, $"Only {likely.Count} texts sound like one.");
        Assert.Equal(["niemand", "leest"], Promising.In("Niemand anders leest dit."));
        Assert.Empty(Promising.In("Hoe gaat het met u?"));
    }

    private static IEnumerable<string> TextsIn(string text) =>
        Documents.NamedIn(text).Where(name => TextName().IsMatch(name));

    private static Dictionary<string, string> ReadTexts()
    {
        var source = Path.Combine(Some.Root, "src", "CaregiverSignal");
        return (
            from room in Rooms
            from file in Directory.EnumerateFiles(Path.Combine(source, room), "*.resx", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(source, file)[..^5].Replace(Path.DirectorySeparatorChar, '.')
            from text in XDocument.Load(file).Root!.Elements("data")
            select (Key: $"{name}:{(string)text.Attribute("name")!}", Value: (string)text.Element("value")!)
        ).ToDictionary(one => one.Key, one => one.Value);
    }

    [GeneratedRegex(@"^[A-Z]\w+(\.\w+)+:[\w.-]+$")]
    private static partial Regex TextName();
}
