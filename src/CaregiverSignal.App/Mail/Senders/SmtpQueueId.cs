using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Finds the relay's own name for a mail it accepted, so that its log can be searched.</summary>
public static partial class SmtpQueueId
{
    /// <returns>Letters, digits, dots, dashes and underscores, 64 at most, never an address; null when the reply gives
    /// no name.</returns>
    public static string? In(SmtpReply reply)
    {
        try
        {
            return reply
                .Lines.Reverse()
                .Select(line => Known().Match(line))
                .FirstOrDefault(match => match.Success)
                ?.Groups["id"]
                .Value;
        }
        catch (RegexMatchTimeoutException)
        {
            // The mail was accepted: a missing name must not hide that.
            return null;
        }
    }

    // Postfix and many; Exim; Exchange; sendmail and OpenSMTPD; Amazon SES and Gmail.
    [GeneratedRegex(
        @"(\bqueued as |\bid=|\bInternalId=)(?<id>[\w.-]{1,64})(?![\w.@-])"
            + @"|(^|\s)(?<id>[\w.-]{4,64}) Message accepted for delivery"
            + @"|^(2\.\d\.\d )?Ok:? +(?<id>(?=[\w.-]*\d)[\w.-]{8,64})(?![\w.@-])",
        RegexOptions.IgnoreCase | RegexOptions.ECMAScript,
        200
    )]
    private static partial Regex Known();
}
