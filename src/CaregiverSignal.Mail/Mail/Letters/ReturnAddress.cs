using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Letters;

/// <summary>The envelope sender of each mail, which names it (VERP), as <c>bounces+ID@example.org</c>.</summary>
/// <remarks>Nobody guesses the id of a mail: it has 128 random bits.</remarks>
public sealed partial class ReturnAddress(Address mailbox)
{
    /// <summary>The longest local part of the mailbox: with <c>+</c> and the id it fits the 64 octets allowed.</summary>
    public const int LongestLocal = 64 - 1 - 32;

    /// <param name="outboxId">32 lower-case hex digits.</param>
    public string Of(string outboxId) => $"{mailbox.Local}+{outboxId}@{mailbox.Domain}";

    /// <summary>The id of the mail in an address or a header; null when there is none.</summary>
    public static string? IdIn(string text) =>
        Pattern().Match(text) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;

    /// <summary>Servers on the way write the plus in other ways.</summary>
    [GeneratedRegex(
        @"(?:[+=]|%2B|=2B)([0-9a-f]{32})(?:[.@=]|%40)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
