using System.Security.Cryptography;

namespace CaregiverSignal.People;

/// <summary>
/// The code on paper that opens a caregiver's own page, and the number that they chose to go with it.
/// </summary>
public static class PageCodes
{
    /// <summary>Without signs that look alike on paper: no 0 and O, no 1 and I.</summary>
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>60 bits, which nobody guesses behind a limit (our choice).</summary>
    private const int Length = 12;

    private const int Group = 4;

    private const int Digits = 4;

    /// <summary>A new code, as ABCD-EFGH-JKLM.</summary>
    public static string New() =>
        string.Join('-', RandomNumberGenerator.GetString(Signs, Length).Chunk(Group).Select(part => new string(part)));

    /// <summary>A code as it is compared: however it was typed.</summary>
    public static string Plain(string typed) =>
        string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    public static bool IsNumber(string typed) => typed.Length == Digits && typed.All(char.IsAsciiDigit);

    /// <summary>
    /// Whether a number is what others try first: a year of somebody's life, one digit four times, or a row of digits.
    /// </summary>
    public static bool IsEasy(string number) =>
        number.StartsWith("19", StringComparison.Ordinal)
        || number.StartsWith("20", StringComparison.Ordinal)
        || number.Distinct().Count() == 1
        || "0123456789".Contains(number, StringComparison.Ordinal)
        || "9876543210".Contains(number, StringComparison.Ordinal);
}
