using System.Security.Cryptography;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>Codes on paper for whoever has lost a telephone: each works once, after a mailed link.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>80 bits each, which nobody guesses however quick the hash is.</summary>
    private const int Length = 10;

    private const int Group = 4;

    /// <summary>A new code, as abcd-efgh-ijkl-mnop.</summary>
    public static string New() =>
        string.Join(
            '-',
            Totp.InWords(RandomNumberGenerator.GetBytes(Length))
                .ToLowerInvariant()
                .Chunk(Group)
                .Select(part => new string(part))
        );

    /// <summary>A code as it is compared: however it was typed.</summary>
    public static string Plain(string typed) =>
        string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
