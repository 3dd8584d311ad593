namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// How long each step of a conversation may take, from the first octet of the command to the last of the reply.
/// </summary>
/// <remarks>
/// Banner, MAIL, RCPT, DATA, the body and its end are those of RFC 5321 4.5.3.2; the others are our choice. A reply
/// that trickles in gains no time. <see cref="SmtpSender.HardLimit"/> limits all steps before the marker together.
/// </remarks>
public static class SmtpLimits
{
    public static TimeSpan Of(string stage) =>
        stage switch
        {
            "connect" => TimeSpan.FromSeconds(30),
            "tls" => TimeSpan.FromMinutes(1),
            "banner" or "mail" or "rcpt" => TimeSpan.FromMinutes(5),
            "ehlo" or "starttls" or "auth" or "data" => TimeSpan.FromMinutes(2),
            "body" => TimeSpan.FromMinutes(3),
            "final" => TimeSpan.FromMinutes(10),
            "rset" => TimeSpan.FromMinutes(1),
            "quit" => TimeSpan.FromSeconds(5),
            _ => throw new ArgumentOutOfRangeException(nameof(stage)),
        };
}
