using System.Globalization;
using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>Makes typed text safe for a line of a message.</summary>
internal static class PlainText
{
    /// <summary>The text on one line: line breaks and tabs become a space; other control and direction marks are
    /// removed.</summary>
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

    // Format covers bidirectional controls and zero-width marks; joiners stay, as some scripts need them, and so do the
    // isolates around values in right-to-left text.
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
