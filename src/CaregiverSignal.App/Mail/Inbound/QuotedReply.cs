using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>A server's reply as a report quotes it: <c>550 5.1.1</c>, or one half of that.</summary>
public sealed partial record QuotedReply(int? Code, string? Enhanced)
{
    private const int MostText = 64 * 1024;

    /// <summary>The first digit: 4 or 5.</summary>
    public int Class => Enhanced is { } status ? status[0] - '0' : Code!.Value / 100;

    /// <summary>Whether both halves are there and agree: a text can contain one of them by accident.</summary>
    public bool IsComplete => Code is not null && Enhanced is not null;

    /// <summary>
    /// The last permanent reply in a text, otherwise the last temporary one; null when there is none. Earlier replies
    /// belong to earlier attempts.
    /// </summary>
    public static QuotedReply? In(string text)
    {
        QuotedReply? best = null;
        foreach (Match match in Answer().Matches(text.Length > MostText ? text[..MostText] : text))
        {
            int? code = match.Groups["code"].Success
                ? int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture)
                : null;
            var enhanced = match.Groups["status"].Success ? match.Groups["status"].Value : null;
            if (code is not null && enhanced is not null && enhanced[0] - '0' != code / 100)
                enhanced = null;
            var found = new QuotedReply(code, enhanced);
            if (best is null || found.Class == 5 || best.Class == 4)
                best = Better(best, found);
        }

        return best;
    }

    /// <summary>The status in a field, with or without other words; null when there is none.</summary>
    public static string? StatusIn(string? field) =>
        field is not null && Status().Match(field) is { Success: true } match ? match.Value : null;

    private static QuotedReply Better(QuotedReply? before, QuotedReply found) =>
        before is { IsComplete: true } && !found.IsComplete && before.Class == found.Class ? before : found;

    [GeneratedRegex(
        @"(?<![\w.@/\-])(?:(?<code>[45][0-5]\d)(?:[ \-]{1,2}\(?#?(?<status>[45]\.\d{1,3}\.\d{1,3}))?|#?(?<status>[45]\.\d{1,3}\.\d{1,3}))(?![\w@/])(?!\.\d)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Answer();

    [GeneratedRegex(@"(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex Status();
}
