using System.Text;

namespace CaregiverSignal.Import.Lists;

/// <summary>Text of which nothing says how its letters are stored: as Windows, DOS (what Excel calls "CSV (MS-DOS)") or
/// a Mac stores them, by which of those spells words.</summary>
internal static class SpelledLetters
{
    private const int Windows = 1252;

    /// <summary>DOS, Mac and Turkish Windows: our choice of what is met in the Netherlands.</summary>
    private static readonly int[] Others = [850, 10000, 1254];

    /// <summary>Stands behind a letter in plain text.</summary>
    private const string Behind = "’”…–—·´»°²½€®™\u00A0";

    /// <summary>Stands between two letters.</summary>
    private const string Between = "’–—´";

    /// <summary>Letters by the code of Windows that no list here has, and that others have in their place.</summary>
    private const string Strange = "ƒªºþÞðÐýÝµ";

    /// <summary>What Dutch and Turkish names are made of; of two readings the one with these alone is meant.</summary>
    private const string Usual = "éëèêïíîöóôüûçáñÉËÈÏÖÓÜÇÁıİşŞğĞ";

    /// <returns>Null where none of them spells words, or several do alike and Windows does not.</returns>
    public static string? Read(byte[] file)
    {
        if (Spelled(file, Windows) is { } windows)
            return windows;
        var spelled = Others.Select(page => Spelled(file, page)).OfType<string>().Distinct().ToList();
        var usual = spelled.FindAll(text => text.All(sign => char.IsAscii(sign) || IsUsual(sign)));
        return usual is [var one] ? one
            : spelled is [var only] ? only
            : null;

        static bool IsUsual(char sign) => !char.IsLetter(sign) || Usual.Contains(sign, StringComparison.Ordinal);
    }

    private static string? Spelled(byte[] file, int page)
    {
        var text = Encoding.GetEncoding(page).GetString(file);
        for (var place = 0; place < text.Length; place++)
        {
            if (!char.IsAscii(text[place]) && !Fits(text, place))
                return null;
        }

        return text;
    }

    /// <summary>Whether a sign can stand where it does: a capital behind a small letter cannot, nor « or ‰.</summary>
    private static bool Fits(string text, int place)
    {
        var sign = text[place];
        var before = place > 0 ? text[place - 1] : ' ';
        var after = place + 1 < text.Length ? text[place + 1] : ' ';
        if (char.IsControl(sign) || Strange.Contains(sign, StringComparison.Ordinal))
            return false;
        if (char.IsLetter(sign))
            return !char.IsUpper(sign) || !char.IsLower(before);
        if (!char.IsLetter(before))
            return !char.IsLetter(after) || sign is not ('”' or '…' or '‰' or '†' or '‡' or '¢' or '¤');
        return sign == '\u00A0'
            ? !char.IsLower(after)
            : (char.IsLetter(after) ? Between : Behind).Contains(sign, StringComparison.Ordinal);
    }
}
