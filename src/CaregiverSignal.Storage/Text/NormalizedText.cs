using System.Globalization;
using System.Text;

namespace CaregiverSignal.Text;

/// <summary>Text for comparison without case and diacritics: "Zoë Łukasz" becomes "zoe lukasz".</summary>
public static class NormalizedText
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (rune.IsAscii)
                folded.Append(char.ToLowerInvariant((char)rune.Value));
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                folded.Append(Plain(Rune.ToLowerInvariant(rune)));
        }

        return folded.ToString();
    }

    /// <summary>Letters with a stroke, which Unicode does not decompose.</summary>
    private static string Plain(Rune rune) =>
        rune.Value switch
        {
            'ø' => "o",
            'ł' => "l",
            'đ' or 'ð' => "d",
            'þ' => "th",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ı' => "i",
            'ĳ' => "ij",
            _ => rune.ToString(),
        };
}
