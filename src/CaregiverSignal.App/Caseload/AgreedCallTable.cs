using System.Globalization;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of the days on which coordinators will call; it only reads.</summary>
public static class AgreedCallTable
{
    /// <param name="until">Not included.</param>
    public static IReadOnlyList<AgreedCall> Of(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateOnly from,
        DateOnly until
    ) =>
        transaction.AllReadable<AgreedCall>(
            $"""
            select
                signal.id as signal_id, signal.next_on, signal.next_time, caregiver.id as caregiver_id,
                caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone, caregiver.coordinator_id
            from caregiver join signal on signal.caregiver_id = caregiver.id
            where caregiver.coordinator_id in ({coordinatorIds})
              and signal.closed_at is null and signal.next_on >= {from} and signal.next_on < {until}
            order by signal.next_on, signal.id
            """
        );
}

/// <summary>A day on which somebody is called, with the time when one was agreed.</summary>
public sealed record AgreedCall : ListedPerson
{
    private const string Form = "yyyy-MM-dd HH:mm";

    public long SignalId { get; init; }

    public DateOnly NextOn { get; init; }

    /// <summary>As it is stored: of another day than <see cref="NextOn"/> where that was moved without it.</summary>
    public string? NextTime { get; init; }

    /// <summary>The local time; null when none was agreed for this day.</summary>
    public TimeOnly? Time => TimeOn(NextOn, NextTime);

    /// <summary>The time in a stored form; null where it is of another day.</summary>
    public static TimeOnly? TimeOn(DateOnly? day, string? stored) =>
        DateTime.TryParseExact(stored, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && DateOnly.FromDateTime(at) == day
            ? TimeOnly.FromDateTime(at)
            : null;

    /// <summary>The stored form of a day with a time.</summary>
    public static string? Stored(DateOnly day, TimeOnly? time) =>
        time is { } at ? day.ToDateTime(at).ToString(Form, CultureInfo.InvariantCulture) : null;
}
