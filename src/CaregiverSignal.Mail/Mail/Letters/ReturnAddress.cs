using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Letters;

/// <summary>The envelope sender with the message's id (VERP): <c>bounces+ID@example.org</c>.</summary>
/// <remarks>An id has 128 random bits, so nobody can guess it.</remarks>
public sealed partial class ReturnAddress(Address mailbox)
{
    /// <summary>The longest local part of the mailbox that, with <c>+</c> and the id, fits the allowed 64
    /// octets.</summary>
    public const int LongestLocal = 64 - 1 - 32;

    /// <param name="outboxId">32 lower-case hex digits.</param>
    public string Of(string outboxId) => $"{mailbox.Local}+{outboxId}@{mailbox.Domain}";

    /// <summary>The message id in an address or header; null if there is none.</summary>
    public static string? IdIn(string text) =>
        Pattern().Match(text) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;

    /// <summary>Some servers rewrite the plus sign.</summary>
    [GeneratedRegex(
        @"(?:[+=]|%2B|=2B)([0-9a-f]{32})(?:[.@=]|%40)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
