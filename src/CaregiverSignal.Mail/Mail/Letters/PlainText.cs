using System.Globalization;
using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>Text that somebody typed, made fit for a line of a mail.</summary>
public static class PlainText
{
    /// <summary>
    /// The text on one line: line breaks and tabs become one blank; other control and direction marks are removed.
    /// </summary>
    /// <param name="longest">In UTF-16 units; longer text is cut between characters.</param>
    public static string Clean(string text, int longest = int.MaxValue)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (IsVisible(rune))
            {
                if (clean.Length + rune.Utf16SequenceLength > longest)
                    break;
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString().TrimEnd();
    }

    private static bool IsBlank(Rune rune) =>
        rune.Value is '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029 || Rune.IsWhiteSpace(rune);

    // Format covers the bidirectional controls and zero-width marks; the joiners stay, as some scripts are misread
    // without them, and so do the marks around what a text from the right was filled in with.
    private static bool IsVisible(Rune rune) =>
        rune.Value is 0x200C or 0x200D
        || (rune.Value is Languages.Isolate or Languages.EndIsolate && Languages.RunsFromRight)
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.OtherNotAssigned
            );
}
