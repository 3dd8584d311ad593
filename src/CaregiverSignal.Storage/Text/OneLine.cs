using System.Globalization;
using System.Text;

namespace CaregiverSignal.Text;

/// <summary>Checks short texts such as names and phone numbers: one line of visible characters.</summary>
/// <remarks>Names end up in message headers and pages, so direction marks and line separators are refused like control
/// characters.</remarks>
public static class OneLine
{
    private const int LongestShown = 60;

    /// <param name="longest">In UTF-16 units.</param>
    /// <returns>What is wrong and what is allowed; null if the text is fine.</returns>
    public static FormattableString? Problem(string text, int longest)
    {
        if (text.Length > longest)
            return $"has {text.Length} characters; allowed are {longest}";
        if (text.EnumerateRunes().All(IsVisible))
            return null;
        return $"'{Shown(text)}' has a control character or a line break in it; allowed are visible characters on one line";
    }

    /// <summary>The text for an error message: shortened, with a dot for each invisible character.</summary>
    public static string Shown(string text) => Cut(text, LongestShown);

    /// <inheritdoc cref="Shown"/>
    /// <param name="longest">In UTF-16 units; the rest is cut off.</param>
    public static string Cut(string text, int longest)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            shown.Append(IsVisible(rune) ? rune.ToString() : "·");
        }

        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            )
        && rune != Rune.ReplacementChar;
}
