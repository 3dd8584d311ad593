using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of the lists of help for many caregivers; it only reads, also from other folders.</summary>
internal static class HelpListTable
{
    private const string Columns = """
        help.id, help.kind as kind_code, help.words, help.step, help.step_on, help.next_on, help.with_whom, help.offer_id,
        help.reason, help.proposed_on, help.wanted_on, help.began_on, help.ended_on,
        caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name,
        coalesce(coordinator.name, coordinator.email) as owner
        """;

    /// <summary>Open help of some coordinators' caregivers, and what did not work out since a day; longest waiting
    /// first.</summary>
    /// <param name="failedSince">The first day that counts.</param>
    public static Task<IReadOnlyList<ListedHelp>> Of(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateOnly failedSince
    ) =>
        transaction.AllReadable<ListedHelp>(
            $"""
            select {Columns:sql}
            from caregiver
                join help on help.caregiver_id = caregiver.id
                join coordinator on coordinator.id = caregiver.coordinator_id
            where caregiver.coordinator_id in ({coordinatorIds})
              and (help.ended_on is null or (help.step = 'failed' and help.ended_on >= {failedSince}))
            order by coalesce(help.wanted_on, help.proposed_on), help.id
            """
        );

    /// <summary>The help behind open tasks that is due by a day, earliest first.</summary>
    /// <param name="soon">The last day that counts.</param>
    public static async Task<IReadOnlyList<HelpDue>> Due(
        Transaction transaction,
        IEnumerable<OpenTask> tasks,
        DateOnly soon
    )
    {
        List<long> ids = [.. tasks.Where(task => task.Kind == StaffTaskKind.Help).Select(task => task.Id)];
        return ids.Count == 0 ? [] : await Due(transaction, ids, soon);
    }

    private static Task<IReadOnlyList<HelpDue>> Due(Transaction transaction, IReadOnlyList<long> ids, DateOnly soon) =>
        transaction.AllReadable<HelpDue>(
            $"""
            select
                staff_task.id as task_id, help.kind as help, help.step, help.next_on, {HelpTable.ObjectionColumns:sql},
                case when newest.step = 'said' then newest.helped end as helped,
                case
                    when caregiver.status = 'aftercare' then 1
                    when caregiver.status = 'ended'
                        and exists (
                            select 1
                            from event
                            where event.caregiver_id = caregiver.id
                              and event.ends_care = 1
                              and not exists (
                                  select 1
                                  from event as again
                                  where again.caregiver_id = caregiver.id
                                    and again.kind = 'Resumed'
                                    and again.recorded_at > event.recorded_at))
                        then 1
                    else 0
                end as is_after_care
            from staff_task
                join caregiver on caregiver.id = staff_task.caregiver_id
                join help on help.caregiver_id = caregiver.id
                {HelpTable.JoinNewest:sql}
            where staff_task.id in ({ids})
              and help.next_on <= {soon}
            order by help.next_on, help.id
            """
        );
}

/// <summary>Help on the list of all help, with the caregiver it is for.</summary>
public sealed record ListedHelp : ArrangedHelp
{
    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>The coordinator, as a name or a mail address.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The step it is at; all running help counts as one.</summary>
    public HelpStep Group => Runs ? HelpStep.Running : Step;
}

/// <summary>Help whose follow-up is due.</summary>
public sealed record HelpDue
{
    public long TaskId { get; init; }

    /// <summary>The key of the kind of help.</summary>
    public string Help { get; init; } = "";

    public HelpStep Step { get; init; }

    public DateOnly NextOn { get; init; }

    /// <summary>Whether care at home has ended, as in <see cref="EndedCare.IsOver"/>.</summary>
    public bool IsAfterCare { get; init; }

    /// <inheritdoc cref="ArrangedHelp.Objection"/>
    public HelpStep? Objection { get; init; }

    /// <inheritdoc cref="ArrangedHelp.ObjectionWords"/>
    public string? ObjectionWords { get; init; }

    /// <summary>The caregiver's last verdict, if that is why it is here; null otherwise.</summary>
    public HelpVerdict? Helped { get; init; }
}

/// <summary>How much help is at a step.</summary>
/// <param name="Since">The day since which the longest has been there.</param>
/// <param name="Late">How many of them have a follow-up that is overdue.</param>
public sealed record HelpCount(HelpStep Step, int Count, DateOnly Since, int Late);
