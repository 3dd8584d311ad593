using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail;

/// <summary>Finds what a relay calls a mail it has taken, so that its own log can be searched.</summary>
public static partial class SmtpQueueId
{
    /// <returns>Letters, digits, dots, dashes and underscores, 64 at most, never an address; null when the reply names none.</returns>
    public static string? In(SmtpReply reply) => reply.Lines.Reverse()
        .Select(line => Known().Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups["id"].Value)
        .FirstOrDefault();

    // Postfix and many; Exim; Exchange; sendmail and OpenSMTPD; Amazon SES and Gmail.
    [GeneratedRegex(
        @"(\bqueued as |\bid=|\bInternalId=)(?<id>[\w.-]{1,64})(?![\w.@-])" +
        @"|(^|\s)(?<id>[\w.-]{4,64}) Message accepted for delivery" +
        @"|^(2\.\d\.\d )?Ok:? +(?<id>(?=[\w.-]*\d)[\w.-]{8,64})(?![\w.@-])",
        RegexOptions.IgnoreCase | RegexOptions.ECMAScript, 200)]
    private static partial Regex Known();
}
