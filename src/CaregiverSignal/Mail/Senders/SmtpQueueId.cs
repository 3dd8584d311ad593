using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Finds what a relay calls a mail it has taken, so that its own log can be searched.</summary>
public static partial class SmtpQueueId
{
    /// <returns>Letters, digits, dots, dashes and underscores, 64 at most, never an address; null when the reply names
    /// none.</returns>
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
            // The mail is taken: that must not be lost for its name.
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
