using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaregiverSignal.Tests;

/// <summary>The glossary has the words that are used, and no others.</summary>
public sealed partial class GlossaryTests
{
    private static readonly IReadOnlyList<Term> Terms =
    [
        .. Row()
            .Matches(File.ReadAllText(Of("docs", "glossary.md")))
            .Select(row => new Term(row.Groups[1].Value, Words(row.Groups[2].Value)))
            .Where(term => term.English != "English"),
    ];

    private static readonly string English = string.Join(
        '\n',
        Texts("src", "*.cs", "*.razor").Concat(Texts("docs", "*.md")).Append(Read(Of("README.md")))
    );

    private static readonly string Pages = string.Join(
        '\n',
        Directory
            .EnumerateFiles(Of("src"), "*.resx", SearchOption.AllDirectories)
            .SelectMany(file =>
                XDocument.Load(file).Root!.Elements("data").Select(text => (string)text.Element("value")!)
            )
    );

    private static readonly string Elsewhere = string.Join(
        '\n',
        Texts("docs", "*.md").Concat(Texts("questionnaires", "*.json")).Append(Read(Of("README.md")))
    );

    [Fact]
    public void Each_English_term_is_used_in_code_or_documents()
    {
        var unused = Terms.Select(term => term.English).Where(term => !IsUsed(term)).ToList();

        Assert.Empty(unused);
        Assert.InRange(Terms.Count, 40, 90);
    }

    [Fact]
    public void Each_Dutch_word_is_on_a_page_and_the_fields_own_is_elsewhere_only()
    {
        var words = Terms.SelectMany(term => term.Dutch).ToList();

        var wrong = words
            .Where(word => IsIn(Pages, word.Text) != word.IsOnPages || (!word.IsOnPages && !IsIn(Elsewhere, word.Text)))
            .Select(word => word.Text)
            .ToList();

        Assert.Empty(wrong);
        Assert.InRange(words.Count(word => word.IsOnPages), 25, 65);
        Assert.InRange(words.Count(word => !word.IsOnPages), 3, 10);
    }

    [Fact]
    public void A_term_has_one_meaning()
    {
        var twice = Terms
            .Select(term => term.English)
            .Concat(Terms.SelectMany(term => term.Dutch).Select(word => word.Text))
            .GroupBy(word => word, StringComparer.OrdinalIgnoreCase)
            .Where(word => word.Count() > 1)
            .Select(word => word.Key);

        Assert.Empty(twice.ToList());
    }

    [Theory]
    [InlineData("warning sign", "each warning signs", true)]
    [InlineData("warning sign", "new WarningSign(day)", true)]
    [InlineData("warning sign", "a warning, signed", false)]
    [InlineData("tip", "class TipTable", true)]
    [InlineData("tip", "it multiplies tipsy", false)]
    public void A_term_is_found_as_words_and_as_a_name(string term, string text, bool found) =>
        Assert.Equal(found, IsUsed(term, text));

    [Fact]
    public void A_term_that_nobody_uses_is_noticed()
    {
        Assert.False(IsUsed("care thermometer"));
        Assert.False(IsIn(Pages, "zorgthermometer"));
    }

    private static bool IsUsed(string term, string? text = null)
    {
        var name = string.Concat(term.Split(' ', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return IsIn(text ?? English, term) || Regex.IsMatch(text ?? English, $"(?<![A-Z]){name}s?(?![a-z])");
    }

    /// <summary>As whole words, in whatever case, over the end of a line, and in the plural.</summary>
    private static bool IsIn(string text, string words) =>
        Regex.IsMatch(
            text,
            @"\b" + Regex.Escape(words).Replace(@"\ ", @"\s+", StringComparison.Ordinal) + @"s?\b",
            RegexOptions.IgnoreCase
        );

    private static IReadOnlyList<Word> Words(string cell) =>
        cell == "-" ? [] : [.. cell.Split(", ").Select(word => new Word(word.Trim('*'), !word.StartsWith('*')))];

    private static IEnumerable<string> Texts(string folder, params string[] patterns) =>
        from pattern in patterns
        from file in Directory.EnumerateFiles(Of(folder), pattern, SearchOption.AllDirectories)
        where
            Path.GetFileName(file) != "glossary.md"
            && !file.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal
            )
        select Read(file);

    private static string Read(string file) => File.ReadAllText(file);

    private static string Of(params string[] parts) => Path.Combine([Some.Root, .. parts]);

    [GeneratedRegex(@"(?m)^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|\r?$")]
    private static partial Regex Row();

    private sealed record Term(string English, IReadOnlyList<Word> Dutch);

    /// <param name="IsOnPages">False for the field's own word, in italics: caregivers and staff read another.</param>
    private sealed record Word(string Text, bool IsOnPages);
}
