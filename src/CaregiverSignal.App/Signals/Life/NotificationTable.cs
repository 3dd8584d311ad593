using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the notification table: each day on which staff were to be notified of a signal.</summary>
public static class NotificationTable
{
    /// <summary>Stores a notification; a second one on the same day replaces the first.</summary>
    /// <param name="near">The urgency of the nearness; null when only a new warning sign was the reason.</param>
    /// <param name="lookAgainOn">Null in the same case.</param>
    public static void Add(
        Transaction transaction,
        long signalId,
        DateOnly day,
        Urgency urgency,
        IEnumerable<SignalKind> kinds,
        Urgency? near,
        DateOnly? lookAgainOn
    ) =>
        transaction.Execute(
            """
            insert into notification (signal_id, notified_on, urgency, kinds, near, look_again_on)
            values (@signalId, @day, @urgency, @kinds, @near, @lookAgainOn)
            on conflict (signal_id, notified_on) do update set
                urgency = excluded.urgency, kinds = excluded.kinds,
                near = coalesce(excluded.near, notification.near),
                look_again_on = coalesce(excluded.look_again_on, notification.look_again_on)
            """,
            new
            {
                signalId,
                day,
                urgency,
                kinds = Kinds.Join(kinds),
                near,
                lookAgainOn,
            }
        );

    /// <summary>All notifications about a caregiver, of closed signals too, oldest first.</summary>
    public static IReadOnlyList<StoredNotification> Of(Transaction transaction, long caregiverId) =>
        transaction.All<StoredNotification>(
            """
            select
                notification.signal_id, notification.notified_on, notification.urgency,
                notification.kinds as kind_codes,
                notification.near, notification.look_again_on
            from notification join signal on signal.id = notification.signal_id
            where signal.caregiver_id = @caregiverId
            order by notification.notified_on, notification.signal_id
            """,
            new { caregiverId }
        );
}

/// <summary>A stored notification: a signal's urgency and kinds on a day.</summary>
public sealed record StoredNotification
{
    public long SignalId { get; init; }

    public DateOnly NotifiedOn { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>The codes of <see cref="Kinds"/>, as they are stored.</summary>
    public string KindCodes { get; init; } = "";

    public IReadOnlyList<SignalKind> Kinds => Rules.Kinds.Split(KindCodes);

    /// <summary>The urgency of the nearness; null when only a new warning sign was the reason.</summary>
    public Urgency? Near { get; init; }

    public DateOnly? LookAgainOn { get; init; }
}
