using System.Text;

namespace CaregiverSignal.Import.Lists;

/// <summary>Text of unknown encoding, read as Windows, DOS ("CSV (MS-DOS)" in Excel) or Mac by its words.</summary>
internal static class SpelledLetters
{
    private const int Windows = 1252;

    /// <summary>DOS, Mac and Turkish Windows: our choice of what occurs in the Netherlands.</summary>
    private static readonly int[] Others = [850, 10000, 1254];

    /// <summary>Follows a letter in plain text.</summary>
    private const string Behind = "’”…–—·´»°²½€®™\u00A0";

    /// <summary>Stands between two letters.</summary>
    private const string Between = "’–—´";

    /// <summary>Letters in the Windows encoding that no list has, but other encodings use for others.</summary>
    private const string Strange = "ƒªºþÞðÐýÝµ";

    /// <summary>The letters of Dutch and Turkish names; of two readings the one with only these is meant.</summary>
    private const string Usual = "éëèêïíîöóôüûçáñÉËÈÏÖÓÜÇÁıİşŞğĞ";

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

    /// <summary>Whether a character fits its place: a capital after a small letter does not, nor does « or ‰.</summary>
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
