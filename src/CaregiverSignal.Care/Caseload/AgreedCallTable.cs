using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of the days on which coordinators will call; it only reads.</summary>
internal static class AgreedCallTable
{
    /// <summary>Tasks with which the caregiver was told that somebody calls; those who chose paper are asked by
    /// letter.</summary>
    private const string IsPromise = """
        staff_task.done_at is null
        and (staff_task.kind in ('call', 'meet', 'aftercare', 'stopped')
          or (staff_task.kind = 'ask' and caregiver.channel = 'phone'))
        """;

    /// <summary>The days agreed for open signals and the last days of promised calls; one for each person and
    /// day.</summary>
    /// <param name="until">Exclusive.</param>
    public static async Task<IReadOnlyList<AgreedCall>> Of(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateOnly from,
        DateOnly until
    ) =>
        [
            .. (
                await transaction.AllReadable<AgreedCall>(
                    $"""
                    with planned (caregiver_id, signal_id, next_on, next_time) as (
                        select caregiver.id, signal.id, signal.next_on, signal.next_time
                        from caregiver join signal on signal.caregiver_id = caregiver.id
                        where caregiver.coordinator_id in ({coordinatorIds}) and signal.closed_at is null
                        union all
                        select
                            caregiver.id, null,
                            case
                                when staff_task.wanted_on > staff_task.due_on then staff_task.wanted_on
                                else staff_task.due_on
                            end,
                            null
                        from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
                        where caregiver.coordinator_id in ({coordinatorIds}) and {IsPromise:sql})
                    select
                        planned.signal_id, planned.next_on, planned.next_time, caregiver.id as caregiver_id,
                        caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone,
                        caregiver.coordinator_id
                    from planned join caregiver on caregiver.id = planned.caregiver_id
                    where planned.next_on >= {from} and planned.next_on < {until}
                    order by planned.next_on, caregiver.id, case when planned.signal_id is null then 1 else 0 end
                    """
                )
            ).DistinctBy(call => (call.CaregiverId, call.NextOn)),
        ];
}

/// <summary>A day on which to call somebody, with the time if one was agreed.</summary>
public sealed record AgreedCall : ListedPerson
{
    /// <summary>Null for a promised call, which is due by its day, not on it.</summary>
    public long? SignalId { get; init; }

    public DateOnly NextOn { get; init; }

    /// <summary>As stored: it belongs to another day than <see cref="NextOn"/> if that was moved without it.</summary>
    public string? NextTime { get; init; }

    /// <summary>The local time; null if none was agreed for this day.</summary>
    public TimeOnly? Time => AgreedTime.On(NextOn, NextTime);
}
