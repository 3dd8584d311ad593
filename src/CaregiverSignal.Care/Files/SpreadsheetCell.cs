namespace CaregiverSignal.Files;

/// <summary>Puts an apostrophe before a cell that a spreadsheet would run as a formula, and removes it again on
/// reading.</summary>
/// <remarks>These are cells that begin with = or @, with a tab or a line break, or with + or - unless only a number or
/// telephone number follows; also with full-width forms, which some spreadsheets treat alike. A cell that begins with
/// apostrophes before such a character gets one more, so every text comes back unchanged.</remarks>
public static class SpreadsheetCell
{
    private const string OfNumbers = " ().,/-";

    public static string Guarded(string text) => IsFormula(text) ? "'" + text : text;

    public static string Unguarded(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1..]) ? cell[1..] : cell;

    private static bool IsFormula(string text)
    {
        var bare = text.AsSpan().TrimStart('\'');
        if (bare.Length == 0)
            return false;
        return bare[0] is '=' or '@' or '＝' or '＠' or '\t' or '\r' or '\n'
            || (bare[0] is '+' or '-' or '＋' or '－' && !IsNumber(bare[1..]));
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (var sign in text)
        {
            if (!char.IsAsciiDigit(sign) && !OfNumbers.Contains(sign, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
