using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the notification table: each day on which there was something to tell about a signal.</summary>
public static class NotificationTable
{
    /// <summary>Two on one day are one, as it was at the end of it.</summary>
    /// <param name="near">The level of the nearness; null where only something new was heard.</param>
    /// <param name="lookAgainOn">Null likewise.</param>
    public static void Add(
        Transaction transaction,
        long signalId,
        DateOnly day,
        string level,
        string kinds,
        string? near,
        DateOnly? lookAgainOn
    ) =>
        transaction.Execute(
            """
            insert into notification (signal_id, notified_on, level, kinds, near, look_again_on)
            values (@signalId, @day, @level, @kinds, @near, @lookAgainOn)
            on conflict (signal_id, notified_on) do update set
                level = excluded.level, kinds = excluded.kinds,
                near = coalesce(excluded.near, notification.near),
                look_again_on = coalesce(excluded.look_again_on, notification.look_again_on)
            """,
            new
            {
                signalId,
                day,
                level,
                kinds,
                near,
                lookAgainOn,
            }
        );

    /// <summary>All about a caregiver, of closed signals too, oldest first.</summary>
    public static IReadOnlyList<StoredNotification> Of(Transaction transaction, long caregiverId) =>
        transaction.All<StoredNotification>(
            """
            select
                notification.signal_id, notification.notified_on, notification.level, notification.kinds,
                notification.near, notification.look_again_on
            from notification join signal on signal.id = notification.signal_id
            where signal.caregiver_id = @caregiverId
            order by notification.notified_on, notification.signal_id
            """,
            new { caregiverId }
        );
}

/// <summary>What there was to tell about a signal on a day: its level and kinds then.</summary>
public sealed record StoredNotification
{
    public long SignalId { get; init; }

    public DateOnly NotifiedOn { get; init; }

    public string Level { get; init; } = "";

    public string Kinds { get; init; } = "";

    /// <summary>The level of the nearness; null where only something new was heard.</summary>
    public string? Near { get; init; }

    public DateOnly? LookAgainOn { get; init; }
}
