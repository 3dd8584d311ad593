using System.Text.Json;

namespace CaregiverSignal.Import.Lists;

/// <summary>
/// What people, survey tools and care systems call our columns and what they write in them, as <c>list-words.json</c>
/// has it: another word is an entry there. Dutch and English, without regard to case, accents and punctuation; our own
/// collection.
/// </summary>
/// <remarks>May be shared between threads.</remarks>
public static class ListWords
{
    /// <summary>
    /// What is known only about whom the row is about; a heading that names somebody else is not that.
    /// </summary>
    private static readonly HashSet<string> Personal =
    [
        "person",
        "name",
        "first_name",
        "prefix",
        "last_name",
        "email",
        "phone",
        "phone_else",
        "born",
        "postal_address",
        "street",
        "house_number",
        "house_suffix",
        "postcode",
        "town",
        "language",
    ];

    /// <summary>Stands before a word that says it alone, and not among others.</summary>
    private const char Whole = '=';

    private const int Same = 1000;

    private static readonly Words All = Load();

    /// <summary>The columns that a list's own may be read as, in the order in which somebody looks for them.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. All.Columns.Keys];

    /// <summary>
    /// The likely column of each heading, each column once: what a heading says as a whole before what it has in it,
    /// more words before fewer, and the first heading before the later ones.
    /// </summary>
    /// <returns>For each heading in turn; null where nothing is likely.</returns>
    public static IReadOnlyList<string?> Likely(IReadOnlyList<string> headings)
    {
        var chosen = new string?[headings.Count];
        foreach (
            var (_, place, column) in headings
                .SelectMany((heading, place) => ScoresOf(heading).Select(found => (found.Score, place, found.Column)))
                .OrderByDescending(found => found.Score)
        )
            if (chosen[place] is null && !chosen.Contains(column))
                chosen[place] = column;

        // Beside a first name the name is the last one.
        if (
            chosen.Contains("first_name")
            && !chosen.Contains("last_name")
            && Array.IndexOf(chosen, "name") is >= 0 and var name
        )
            chosen[name] = "last_name";
        return chosen;
    }

    /// <summary>Yes, no, or null for what is neither.</summary>
    public static bool? YesOrNo(string text)
    {
        var said = Plain(text);
        var first = said.Split(' ')[0];
        return Has(All.Yes, said) ? true
            : Has(All.No, said) ? false
            : Has(All.Yes, first) && !Has(All.No, said[first.Length..]) ? true
            : Has(All.No, first) ? false
            : null;

        static bool Has(string[] words, string text) => Array.Exists(words, word => text == word);
    }

    public static bool IsUnknown(string text) => text is "-" or "?" || All.Unknown.Contains(Plain(text));

    /// <summary>The code that a text stands for: the whole of it, or the one of which a word is in it.</summary>
    /// <returns>Null where it stands for none, or for several.</returns>
    public static string? CodeOf(string column, string text)
    {
        var said = Plain(text);
        var codes = All.Values[column];
        return codes.FirstOrDefault(code => Plain(code.Key) == said || code.Value.Contains(said)).Key
            ?? (
                codes.Where(code => code.Value.Exists(word => Within(said, word))).Select(code => code.Key).ToList()
                    is [var only]
                    ? only
                    : null
            );
    }

    /// <summary>For who has to write another: the first word of each code.</summary>
    public static string WordsOf(string column) =>
        string.Join(", ", All.Values[column].Values.Select(words => words[0]));

    /// <summary>Small letters and digits, with one space between the words.</summary>
    internal static string Plain(string text) =>
        string.Join(
            ' ',
            string.Concat(NormalizedText.Of(text).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );

    private static IEnumerable<(int Score, string Column)> ScoresOf(string heading)
    {
        var said = Plain(heading);
        var isOfAnother = All.Others.Exists(other => Within(said, other));
        return from column in All.Columns
            let score = column.Value.Max(word =>
                said == word.TrimStart(Whole) ? Same
                : word[0] != Whole && Within(said, word) ? word.Length
                : 0
            )
            where score > 0 && (score == Same || !isOfAnother || !Personal.Contains(column.Key))
            select (score, column.Key);
    }

    private static bool Within(string text, string words) =>
        $" {text} ".Contains($" {words} ", StringComparison.Ordinal);

    private static Words Load()
    {
        using var file = typeof(ListWords).Assembly.GetManifestResourceStream("list-words.json")!;
        var read = JsonSerializer.Deserialize<Words>(file, JsonSerializerOptions.Web)!;
        return new Words(
            read.Columns.ToDictionary(
                column => column.Key,
                column =>
                    column
                        .Value.Select(word => word[0] == Whole ? Whole + ListWords.Plain(word) : ListWords.Plain(word))
                        .ToList()
            ),
            Plain(read.Others),
            [.. Plain(read.No)],
            [.. Plain(read.Yes)],
            Plain(read.Unknown),
            read.Values.ToDictionary(
                column => column.Key,
                column => column.Value.ToDictionary(code => code.Key, code => Plain(code.Value))
            )
        );

        static List<string> Plain(IEnumerable<string> words) => [.. words.Select(ListWords.Plain)];
    }

    private sealed record Words(
        Dictionary<string, List<string>> Columns,
        List<string> Others,
        string[] No,
        string[] Yes,
        List<string> Unknown,
        Dictionary<string, Dictionary<string, List<string>>> Values
    );
}
