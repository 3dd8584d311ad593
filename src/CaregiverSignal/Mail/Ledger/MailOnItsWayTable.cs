using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>The SQL that counts mail on its way out, for whoever watches the program.</summary>
public static class MailOnItsWayTable
{
    /// <summary>How many mails of each kind and state are on their way, and since when the oldest is.</summary>
    /// <remarks>A select for each index, because one over all states would read every mail there ever was.</remarks>
    public static IReadOnlyList<MailOnItsWay> Count(Transaction transaction) =>
        transaction.All<MailOnItsWay>(
            """
            select kind, state, count(*) as mails, min(created_at) as oldest
            from mail
            where state = 'ready'
            group by kind, state
            union all
            select kind, state, count(*) as mails, min(created_at) as oldest
            from mail
            where state in ('leased', 'in-data')
            group by kind, state
            union all
            select kind, state, count(*) as mails, min(created_at) as oldest
            from mail
            where state = 'unsure'
            group by kind, state
            """
        );
}

/// <summary>The mails of one kind in one state.</summary>
public sealed record MailOnItsWay
{
    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public int Mails { get; init; }

    public DateTimeOffset Oldest { get; init; }
}
