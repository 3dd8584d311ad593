using System.Text.RegularExpressions;

namespace CaregiverSignal.Invitations;

/// <summary>
/// What no mail should say: words by which somebody over the reader's shoulder learns what it is about.
/// </summary>
public static partial class NeutralWords
{
    /// <summary>As beginnings or parts of words; ours, and longer than any one mail needs.</summary>
    public static readonly IReadOnlyList<string> TellTooMuch =
    [
        "mantelzorg",
        "mantelval",
        "belast",
        "overbelast",
        "zwaar",
        "druk",
        "score",
        "signaal",
        "risico",
        "dementie",
        "ggz",
        "depress",
        "ziek",
        "zorg",
        "patiënt",
        "cliënt",
        "partner",
        "volhoud",
        "eenzaam",
        "somber",
        "stress",
        "crisis",
        "rood",
        "oranje",
        "hulpverlen",
    ];

    /// <summary>Those that stand in a text, each once, and none that is a part of another.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var found = TellTooMuch.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).ToList();
        return
        [
            .. found.Where(word =>
                !found.Any(other => other != word && other.Contains(word, StringComparison.Ordinal))
            ),
        ];
    }

    /// <summary>Whether somebody could follow or write to something that stands in a text.</summary>
    public static bool HasAddress(string text) => Address().IsMatch(text);

    /// <summary>Whether somebody could call something that stands in a text: the number is a setting's.</summary>
    public static bool HasPhone(string text) => Phone().IsMatch(Day().Replace(text, "x"));

    /// <remarks>
    /// Eight digits, the shortest that is no emergency number; ten with dots between them, as hours have eight at most.
    /// </remarks>
    [GeneratedRegex(@"\d([\s\p{Pd}()/]*\d){7}|\d([\s\p{Pd}()/.]*\d){9}")]
    private static partial Regex Phone();

    /// <remarks>A day of this century, and a school year; a part of a longer number is none.</remarks>
    [GeneratedRegex(
        @"(?<![\d\p{Pd}/])([0-3]?\d[\p{Pd}/][01]?\d[\p{Pd}/]20\d\d|20\d\d[\p{Pd}/][01]?\d[\p{Pd}/][0-3]?\d"
            + @"|20\d\d[\p{Pd}/]20\d\d)(?![\d\p{Pd}/])"
    )]
    private static partial Regex Day();

    /// <remarks>
    /// Whatever a mail program may make a link of: words joined by a dot, and anything with a dot before a slash. The
    /// single letters of a.u.b. and the hour 9.30 are none.
    /// </remarks>
    [GeneratedRegex(
        @"://|www\.|@|[\p{L}\d-]{2,}\.\p{L}{2,}|[\w-]\.[\w-]+/|\b[\w-]+\.(nl|com|org|net|be|eu|info|io|app)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Address();
}
