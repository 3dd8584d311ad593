using CaregiverSignal.Storage;

namespace CaregiverSignal.Alerts;

/// <summary>The SQL on mail that the relay took, and since when there was something to say.</summary>
public static class HandedOverTable
{
    /// <summary>Longer than a relay takes to say that it has a mail.</summary>
    private static readonly TimeSpan LongestVerdict = TimeSpan.FromHours(1);

    /// <summary>The mails that went in a span of time; its end is not included.</summary>
    public static IReadOnlyList<HandedOver> Between(
        Transaction transaction,
        DateTimeOffset from,
        DateTimeOffset until
    ) =>
        transaction.All<HandedOver>(
            $"""
            select
                mail.kind, mail.created_at, mail.sent_at,
                (select max(finding.found_at)
                 from finding
                 where finding.signal_id = mail.signal_id and finding.found_at <= mail.created_at) as found_at
            from mail
            where mail.sending_at > {from - LongestVerdict} and mail.state = 'sent' and mail.sent_at >= {from}
              and mail.sent_at < {until}
            """
        );
}

/// <summary>A mail that went.</summary>
/// <param name="FoundAt">When the newest warning sign was found that it is about; null when it is about none.</param>
public sealed record HandedOver(string Kind, DateTimeOffset CreatedAt, DateTimeOffset SentAt, DateTimeOffset? FoundAt);
