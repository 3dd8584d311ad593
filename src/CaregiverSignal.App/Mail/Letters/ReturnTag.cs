using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Letters;

/// <summary>An envelope sender of ours as it came back, not checked yet: the mail it was for, and the proof.</summary>
/// <param name="OutboxId">32 lower-case hex digits.</param>
/// <param name="Proof">16 lower-case letters and digits.</param>
public sealed partial record ReturnTag(string OutboxId, string Proof)
{
    /// <summary>The tag in an address or a header; null when there is none.</summary>
    public static ReturnTag? In(string text) =>
        Pattern().Match(text) is { Success: true } match
            ? new ReturnTag(match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value.ToLowerInvariant())
            : null;

    [GeneratedRegex(@"\+([0-9a-f]{32})\.([a-z2-7]{16})@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
