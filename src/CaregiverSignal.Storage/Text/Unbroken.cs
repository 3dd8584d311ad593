using System.Text.RegularExpressions;

namespace CaregiverSignal.Text;

/// <summary>Numbers that no line end cuts in two, on pages and in mails.</summary>
public static partial class Unbroken
{
    /// <summary>The same text, with a space that does not break inside each phone number.</summary>
    public static string Numbers(string text) => BetweenDigits().Replace(text, "\u00a0");

    [GeneratedRegex("(?<=[0-9)]) (?=\\(?[0-9])")]
    private static partial Regex BetweenDigits();
}
