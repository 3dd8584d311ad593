using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the notification table: each day on which staff had to be told about a signal.</summary>
internal static class NotificationTable
{
    /// <summary>Stores a notification; a second one on the same day replaces the first.</summary>
    public static Task Add(
        Transaction transaction,
        long signalId,
        DateOnly day,
        Urgency urgency,
        IEnumerable<SignalKind> kinds
    ) =>
        transaction.Execute(
            $"""
            insert into notification (signal_id, notified_on, urgency, kinds)
            values ({signalId}, {day}, {urgency}, {Kinds.Join(kinds)})
            on conflict (signal_id, notified_on) do update set
                urgency = excluded.urgency, kinds = excluded.kinds
            """
        );

    /// <summary>All notifications about a caregiver, including those of closed signals, oldest first.</summary>
    public static Task<IReadOnlyList<StoredNotification>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<StoredNotification>(Whose($"= {caregiverId}"));

    /// <summary>Likewise for several; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<StoredNotification>> ReadableOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) => transaction.AllReadable<StoredNotification>(Whose($"in ({ids})"));

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select
                notification.signal_id, signal.caregiver_id, notification.notified_on, notification.urgency,
                notification.kinds as kind_codes
            from notification join signal on signal.id = notification.signal_id
            where signal.caregiver_id {caregiverId}
            order by notification.notified_on, notification.signal_id
            """;
}

/// <summary>A stored notification: a signal's urgency and kinds on a day.</summary>
/// <param name="KindCodes">The codes of <see cref="Kinds"/>, as stored.</param>
public sealed record StoredNotification(
    long SignalId,
    long CaregiverId,
    DateOnly NotifiedOn,
    Urgency Urgency,
    string KindCodes
)
{
    public IReadOnlyList<SignalKind> Kinds => Rules.Kinds.Split(KindCodes);

    /// <summary>Whether it had an alert of its own (red, a crisis or a request), not a row in the digest.</summary>
    public bool IsUrgent => Urgency == Urgency.Red || Kinds.Any(kind => kind.IsUrgent());
}
