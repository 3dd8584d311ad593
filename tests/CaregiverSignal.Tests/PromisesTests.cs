using System.Xml.Linq;

namespace CaregiverSignal.Tests;

/// <summary>
/// docs/promises.md has each promise to a caregiver or a neighbour, with a test or people who keep it.
/// </summary>
public sealed partial class PromisesTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "promises.md"));

    [Fact]
    public void Each_promise_names_a_test_that_there_is_or_the_people_who_keep_it()
    {
        Assert.Each(
            Documents.Rows(Document),
            row =>
                Assert.True(
                    Documents.NamedIn(row[1]).Any() || row[1].StartsWith("people", StringComparison.Ordinal),
                    row[0]
                )
        );
    }

    [Fact]
    public void Each_sentence_in_which_somebody_will_call_see_or_read_stands_there_with_what_finds_its_row()
    {
        var named = Documents
            .Rows(Documents.Section(Document, "Sentences that promise a call or a look"))
            .SelectMany(row => Documents.NamedIn(row[0]));

        var promising =
            from file in SourceTree.DutchTexts()
            where File.Exists(Path.ChangeExtension(file.Path, ".tr.resx"))
            from text in XDocument.Load(file.Path).Descendants("data")
            where Promise().IsMatch((string)text.Element("value")!)
            select $"{Path.GetFileNameWithoutExtension(file.Path)}.{(string)text.Attribute("name")!}";

        Assert.Equal(promising.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>Who does it, and what: "Els of een collega leest", "wij bellen u", "u hoort uiterlijk".</summary>
    [GeneratedRegex(
        @"(\{coordinator\}|een collega|emand van (ons|\{steunpunt\}|het steunpunt)|w coördinator|\b[Ww]ij) (leest|ziet|belt|bellen (u|je)|maakt kennis)"
            + @"|\b(lezen wij|hoort uiterlijk)\b|ziet \{coordinator\}"
    )]
    private static partial Regex Promise();
}
