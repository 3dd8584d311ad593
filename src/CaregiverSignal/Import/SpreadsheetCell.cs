namespace CaregiverSignal.Import;

/// <summary>A cell that a spreadsheet would run as a formula gets an apostrophe before it in a file, and loses it when it is read.</summary>
/// <remarks>
/// Those are cells that begin with = or @, and with + or - when more than a number or a telephone number follows. A cell
/// that has apostrophes and then such a beginning gets one more, so every text comes back as it was.
/// </remarks>
public static class SpreadsheetCell
{
    private const string OfNumbers = " ().,/-";

    public static string Guarded(string text) => IsFormula(text) ? "'" + text : text;

    public static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1..]) ? cell[1..] : cell;

    private static bool IsFormula(string text)
    {
        var bare = text.AsSpan().TrimStart('\'');
        if (bare.Length == 0) return false;
        return bare[0] is '=' or '@' || (bare[0] is '+' or '-' && !IsNumber(bare[1..]));
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (var sign in text)
        {
            if (!char.IsAsciiDigit(sign) && !OfNumbers.Contains(sign, StringComparison.Ordinal)) return false;
        }

        return true;
    }
}
