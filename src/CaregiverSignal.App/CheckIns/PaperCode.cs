using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// The code on a paper form, by which it is found when it comes back: the check-in's number with two check digits, so
/// that a slip finds nobody. It opens nothing for who has not signed in.
/// </summary>
public static partial class PaperCode
{
    /// <example>V12-34.</example>
    public static string Of(long checkInId) =>
        string.Create(CultureInfo.InvariantCulture, $"V{checkInId}-{CheckOf(checkInId):00}");

    /// <returns>Null when it is no such code, or a digit is wrong.</returns>
    public static long? Find(string text) =>
        Code().Match(text.Trim()) is { Success: true } code
        && long.TryParse(code.Groups[1].Value, CultureInfo.InvariantCulture, out var id)
        && CheckOf(id) == int.Parse(code.Groups[2].Value, CultureInfo.InvariantCulture)
            ? id
            : null;

    /// <summary>ISO 7064, MOD 97-10, as bank accounts have it.</summary>
    private static int CheckOf(long id) => (int)(98 - (id % 97 * 100 % 97));

    [GeneratedRegex(@"^[Vv]\s?([0-9]{1,15})\s?-?\s?([0-9]{2})$")]
    private static partial Regex Code();
}
