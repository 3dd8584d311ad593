using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of what happened in a period among some coordinators' caregivers; it only reads.</summary>
/// <remarks>Erased people do not appear, and caregivers who were handed over count where they are now.</remarks>
internal static class FigureTable
{
    public static Task<IReadOnlyList<AskedOnDay>> Asked(Transaction transaction, FigurePeriod period) =>
        transaction.All<AskedOnDay>(
            $"""
            select
                check_in.asked_on,
                count(*) as asked,
                sum(case when check_in.answered_at is null then 0 else 1 end) as answered
            from caregiver join check_in on check_in.caregiver_id = caregiver.id
            where caregiver.coordinator_id in ({period.CoordinatorIds})
              and check_in.asked_on >= {period.From} and check_in.asked_on < {period.Until}
            group by check_in.asked_on
            order by check_in.asked_on
            """
        );

    /// <summary>What coordinators were told in the period, and the first talk with the caregiver after it.</summary>
    public static Task<IReadOnlyList<ToldOnDay>> Told(Transaction transaction, FigurePeriod period) =>
        transaction.All<ToldOnDay>(
            $"""
            select
                notification.notified_on, notification.urgency,
                (select min(action.done_on) from action
                 where action.signal_id = notification.signal_id and action.done_on >= notification.notified_on
                   and action.kind = 'contacted'
                   and {ActionTable.IsTalk}) as spoken_on
            from caregiver
                join signal on signal.caregiver_id = caregiver.id
                join notification on notification.signal_id = signal.id
            where caregiver.coordinator_id in ({period.CoordinatorIds})
              and notification.notified_on >= {period.From} and notification.notified_on < {period.Until}
            order by notification.signal_id, notification.notified_on
            """
        );

    /// <summary>Caregivers who are red now, with a row on a worklist, and how many of them nobody has talked to
    /// since.</summary>
    public static Task<StandingRed> Standing(Transaction transaction, IReadOnlyList<long> coordinatorIds) =>
        transaction.One<StandingRed>(
            $"""
            select
                count(*) as people,
                count(case when spoken_on is null then 1 end) as unspoken,
                min(case when spoken_on is null then red_on end) as waiting_since
            from (
                select
                    caregiver.red_on,
                    (select max(action.done_on) from action
                     where action.caregiver_id = caregiver.id and action.done_on >= caregiver.red_on
                       and action.kind = 'contacted'
                       and {ActionTable.IsTalk}) as spoken_on
                from caregiver join signal on signal.caregiver_id = caregiver.id
                where caregiver.coordinator_id in ({coordinatorIds})
                  and caregiver.red_on is not null
                  and signal.closed_at is null) as standing
            """
        );

    /// <summary>Each day on which the worklist asked for a talk: a signal was told, a line was new, or a follow-up was
    /// due.</summary>
    public static Task<IReadOnlyList<PersonOnDay>> TalksNeeded(Transaction transaction, FigurePeriod period) =>
        transaction.All<PersonOnDay>(
            $"""
            select needed.caregiver_id, needed.day
            from (
                select signal.caregiver_id, notification.notified_on as day
                from signal join notification on notification.signal_id = signal.id
                union all
                select signal.caregiver_id, signal.opened_on as day
                from signal
                where signal.kinds = '' and exists (select 1 from finding where finding.signal_id = signal.id)
                union all
                select action.caregiver_id, action.next_on as day
                from action
                where action.kind in ('contacted', 'closed')
                  and not exists (
                    select 1 from action as later
                    where later.caregiver_id = action.caregiver_id and later.kind in ('contacted', 'closed')
                      and later.id > action.id and later.done_on < action.next_on)) as needed
                join caregiver on caregiver.id = needed.caregiver_id
            where caregiver.coordinator_id in ({period.CoordinatorIds})
              and needed.day >= {period.From} and needed.day < {period.Until}
            order by needed.day, needed.caregiver_id
            """
        );

    public static Task<IReadOnlyList<PersonOnDay>> TalksHad(Transaction transaction, FigurePeriod period) =>
        transaction.All<PersonOnDay>(
            $"""
            select action.caregiver_id, action.done_on as day
            from action join caregiver on caregiver.id = action.caregiver_id
            where caregiver.coordinator_id in ({period.CoordinatorIds})
              and action.kind = 'contacted' and {ActionTable.IsTalk}
              and action.done_on >= {period.From} and action.done_on < {period.Until}
            order by action.done_on, action.id
            """
        );

    /// <summary>How many days ahead each follow-up is, fewest first.</summary>
    public static async Task<IReadOnlyList<int>> DaysAhead(
        Transaction transaction,
        IReadOnlyList<long> coordinatorIds,
        DateOnly today
    ) =>
        [
            .. (
                await transaction.All<DateOnly>(
                    $"""
                    select signal.next_on
                    from signal join caregiver on caregiver.id = signal.caregiver_id
                    where caregiver.coordinator_id in ({coordinatorIds})
                      and signal.closed_at is null and signal.next_on > {today}
                    order by signal.next_on, signal.id
                    """
                )
            ).Select(day => day.DayNumber - today.DayNumber),
        ];

    /// <summary>How many caregivers are red, without a conversation since.</summary>
    public static async Task<int> RedUnanswered(Transaction transaction) =>
        (await Standing(transaction, await transaction.All<long>("select id from coordinator"))).Unspoken;

    /// <summary>The names of some people, among those some coordinators follow.</summary>
    public static Task<IReadOnlyList<NamedPerson>> Named(
        Transaction transaction,
        IReadOnlyList<string> people,
        IReadOnlyList<long> coordinatorIds
    ) =>
        transaction.All<NamedPerson>(
            $"""
            select id, person, first_name, last_name
            from caregiver
            where person in ({people}) and coordinator_id in ({coordinatorIds})
            order by id
            """
        );

    public static Task<IReadOnlyList<HelpInPeriod>> Help(Transaction transaction, FigurePeriod period) =>
        transaction.All<HelpInPeriod>(
            $"""
            select help.wanted_on, help.began_on
            from caregiver join help on help.caregiver_id = caregiver.id
            where caregiver.coordinator_id in ({period.CoordinatorIds})
              and ((help.wanted_on >= {period.From} and help.wanted_on < {period.Until})
                or (help.began_on >= {period.From} and help.began_on < {period.Until}))
            order by help.id
            """
        );

    /// <summary>The period in which each person is asked; those who ended before it are left out.</summary>
    public static Task<IReadOnlyList<TimeInCare>> People(Transaction transaction, FigurePeriod period) =>
        transaction.All<TimeInCare>(
            $"""
            select enrolled_on, ended_on, count(*) as people
            from caregiver
            where coordinator_id in ({period.CoordinatorIds})
              and enrolled_on < {period.Until}
              and (ended_on is null or ended_on >= {period.From})
            group by enrolled_on, ended_on
            order by enrolled_on, ended_on
            """
        );
}

/// <summary>The coordinators whose caregivers are counted, and when.</summary>
/// <param name="Until">Exclusive.</param>
internal sealed record FigurePeriod(IReadOnlyList<long> CoordinatorIds, DateOnly From, DateOnly Until);

internal sealed record AskedOnDay(DateOnly AskedOn, int Asked, int Answered);

internal sealed record ToldOnDay
{
    public DateOnly NotifiedOn { get; init; }

    public Urgency Urgency { get; init; }

    public DateOnly? SpokenOn { get; init; }
}

/// <summary>Caregivers who are red on one day.</summary>
/// <param name="Unspoken">How many of them nobody talked to since their first red answer after the last talk.</param>
/// <param name="WaitingSince">The earliest of those answers; null without any.</param>
public sealed record StandingRed(int People, int Unspoken, DateOnly? WaitingSince);

public sealed record NamedPerson(long Id, string Person, string? FirstName, string? LastName)
{
    public string Name => DisplayText.Name(Person, FirstName, LastName);
}

internal sealed record HelpInPeriod(DateOnly? WantedOn, DateOnly? BeganOn);

internal sealed record TimeInCare(DateOnly EnrolledOn, DateOnly? EndedOn, int People);
