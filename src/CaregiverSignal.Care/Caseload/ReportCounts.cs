using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Reports;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>SQL that counts a report's tables over some people and days; it only reads.</summary>
/// <remarks>One statement per table, returning numbers or pairs of days, never a row per person. Erased people do not
/// appear; those who moved count where they live now, those handed over where they are now.</remarks>
/// <param name="who">The rows of <c>caregiver</c> to count.</param>
/// <param name="until">Exclusive.</param>
/// <param name="placeNames">The spelling of places, the same throughout a comparison.</param>
internal sealed class ReportCounts(
    Transaction transaction,
    SiteTime time,
    Sql who,
    DateOnly from,
    DateOnly until,
    PlaceNames placeNames
)
{
    /// <summary>Working days after which a talk is late: a working week.</summary>
    private const int WeekDays = 5;

    private IReadOnlyList<ReachedPeople>? reached;

    public async Task<IReadOnlyList<Counted>> Of(string table) =>
        table switch
        {
            "age" => await People(reached => reached.Age),
            "relation" => await People(reached => reached.Relation),
            "caring" => await People(reached => reached.Caring),
            // Two spellings of one place count as one.
            "neighbourhood" => await People(reached =>
                reached.Neighbourhood is { } name ? placeNames.Of(name) : TableShape.Rest
            ),
            "response" => await Response(),
            "contact" => await Contact(),
            "help" => await Help(),
            "declined" => await Declined(),
            "waiting" => await Waiting(),
            "respite" => await Respite(),
            "helped" => await Helped(),
            TableShape.Course => await Course(),
            "outcomes" => await OutcomeEvents(),
            "endings" => await Endings(),
            "after-red" => await AfterRed(),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, null),
        };

    /// <summary>How many people were reached, split by whether they are new.</summary>
    public async Task<IReadOnlyList<Counted>> People(string row) => await People(_ => row);

    private async Task<List<Counted>> People(Func<ReachedPeople, string> row) =>
        [.. (reached ??= await Reached()).Select(reached => new Counted(row(reached), reached.Column, reached.N))];

    /// <summary>Reached means answered or talked to in these days, so that no number of one year follows from
    /// another's: people not heard from are in neither.</summary>
    private async Task<IReadOnlyList<ReachedPeople>> Reached()
    {
        var last = until.AddDays(-1);
        return await transaction.All<ReachedPeople>(
            $"""
            select
                case when enrolled_on >= {from} then 'new' else 'known' end as "column",
                case
                    when born is null then 'rest'
                    when born > {last.AddYears(-45)} then 'to45'
                    when born > {last.AddYears(-65)} then 'to65'
                    when born > {last.AddYears(-75)} then 'to75'
                    else 'rest'
                end as age,
                coalesce(relation, 'rest') as relation,
                case
                    when caring_since is null then 'rest'
                    when caring_since > {last.AddYears(-2)} then 'to2'
                    when caring_since > {last.AddYears(-5)} then 'to5'
                    when caring_since > {last.AddYears(-10)} then 'to10'
                    else 'rest'
                end as caring,
                neighbourhood,
                count(*) as n
            from caregiver
                left join care_situation on care_situation.caregiver_id = caregiver.id and care_situation.is_own = 1
            where {who} and enrolled_on < {until}
              and (
                exists (
                    select 1 from check_in
                    where check_in.caregiver_id = caregiver.id and check_in.answered_at is not null
                      and check_in.asked_on >= {from} and check_in.asked_on < {until})
                or exists (
                    select 1 from action
                    where action.caregiver_id = caregiver.id and action.kind = 'contacted'
                      and action.done_on >= {from} and action.done_on < {until}
                      and {ActionTable.IsTalk}))
            group by 1, 2, 3, 4, 5
            """
        );
    }

    private Task<IReadOnlyList<Counted>> Response() =>
        transaction.All<Counted>(
            $"""
            select
                channel as "row", case when answered_at is null then 'unanswered' else 'answered' end as "column",
                count(*) as n
            from caregiver join check_in on check_in.caregiver_id = caregiver.id
            where {who} and asked_on >= {from} and asked_on < {until}
            group by 1, 2
            """
        );

    /// <summary>When caregivers were talked to after each time a coordinator was told.</summary>
    private async Task<List<Counted>> Contact() =>
        [
            .. (
                await transaction.All<Days>(
                    $"""
                    select
                        notification.urgency as "column", notification.notified_on as first,
                        (select min(action.done_on) from action
                         where action.signal_id = notification.signal_id and action.done_on >= notification.notified_on
                           and action.kind = 'contacted'
                           and {ActionTable.IsTalk}) as then_on,
                        count(*) as n
                    from caregiver
                        join signal on signal.caregiver_id = caregiver.id
                        join notification on notification.signal_id = signal.id
                    where {who} and notification.notified_on >= {from} and notification.notified_on < {until}
                    group by 1, 2, 3
                    """
                )
            ).Select(days => new Counted(SpeedOf(days), days.Column, days.N)),
        ];

    private string SpeedOf(Days item)
    {
        bool Within(int days) => item.ThenOn <= time.WorkingDays.Add(item.First!.Value, days);
        return Within(PeriodFigures.SoonDays) ? "soon"
            : Within(WeekDays) ? "week"
            : TableShape.Rest;
    }

    /// <summary>The outcome so far of help proposed in these days, by kind.</summary>
    private Task<IReadOnlyList<Counted>> Help() =>
        transaction.All<Counted>(
            $"""
            select
                help.kind as "row",
                case when began_on is null then 'offered' when help.ended_on is null then 'runs' else 'ended' end
                    as "column",
                count(*) as n
            from caregiver join help on help.caregiver_id = caregiver.id
            where {who} and proposed_on >= {from} and proposed_on < {until}
            group by 1, 2
            """
        );

    private Task<IReadOnlyList<Counted>> Declined() =>
        transaction.All<Counted>(
            $"""
            select coalesce(reason, 'rest') as "row", 'n' as "column", count(*) as n
            from caregiver join help on help.caregiver_id = caregiver.id
            where {who} and step = 'declined' and help.ended_on >= {from} and help.ended_on < {until}
            group by 1
            """
        );

    /// <summary>How long it took from choosing help until it began.</summary>
    private async Task<List<Counted>> Waiting() =>
        [
            .. (
                await transaction.All<Days>(
                    $"""
                    select 'n' as "column", wanted_on as first, began_on as then_on, count(*) as n
                    from caregiver join help on help.caregiver_id = caregiver.id
                    where {who} and began_on >= {from} and began_on < {until}
                    group by 2, 3
                    """
                )
            ).Select(days => new Counted(
                days.First is not { } wanted || days.ThenOn > wanted.AddDays(42) ? TableShape.Rest
                    : days.ThenOn > wanted.AddDays(14) ? "weeks6"
                    : "weeks2",
                days.Column,
                days.N
            )),
        ];

    /// <summary>The outcome so far of respite chosen in these days.</summary>
    private async Task<IReadOnlyList<Counted>> Respite()
    {
        var kinds = HelpKind.All.Where(kind => kind.Group == HelpGroup.Respite).Select(kind => kind.Key).ToList();
        return await transaction.All<Counted>(
            $"""
            select
                case when began_on is not null then 'found' when step = 'failed' then 'failed' else 'rest' end as "row",
                'n' as "column", count(*) as n
            from caregiver join help on help.caregiver_id = caregiver.id
            where {who} and help.kind in ({kinds}) and wanted_on >= {from} and wanted_on < {until}
            group by 1
            """
        );
    }

    private Task<IReadOnlyList<Counted>> Helped() =>
        transaction.All<Counted>(
            $"""
            select help.kind as "row", helped as "column", count(*) as n
            from caregiver
                join help on help.caregiver_id = caregiver.id
                join help_step on help_step.help_id = help.id
            where {who} and helped is not null and help_step.invalidated_id is null
              and done_on >= {from} and done_on < {until}
              and {HelpTable.StandsSaid:sql}
            group by 1, 2
            """
        );

    /// <summary>For help whose first half year ended in these days: how long they could go on after it, compared with
    /// before, if both are known.</summary>
    private async Task<List<Counted>> Course()
    {
        var tomorrow = time.Today.AddDays(1);
        var over = (until < tomorrow ? until : tomorrow).AddMonths(-HelpCourse.MonthsAfter);
        var began = from.AddMonths(-HelpCourse.MonthsAfter);
        return
        [
            .. from answer in await transaction.All<AnswerByHelp>(
                $"""
                select help.id, help.kind, help.began_on, response.answered_on, response.can_go_on as value
                from caregiver
                    join help on help.caregiver_id = caregiver.id
                    join response on response.caregiver_id = caregiver.id and response.finished_at is not null
                where {who} and help.began_on >= {began} and help.began_on < {over}
                  and response.answered_on > {began.AddMonths(-HelpCourse.MonthsBefore)}
                  and response.answered_on < {over.AddMonths(HelpCourse.MonthsAfter)}
                  and response.can_go_on is not null
                order by response.answered_on, response.id
                """
            )
            group (answer.AnsweredOn, answer.Value) by (answer.Id, answer.Kind, answer.BeganOn) into answers
            let course = HelpCourse.Around(answers.Key.BeganOn, answers)
            where course is not null
            select new Counted(answers.Key.Kind, course.Change, 1),
        ];
    }

    /// <summary>Each outcome that a signal should precede, by whether one did, in time.</summary>
    /// <remarks>Records within days of each other are one outcome, as in the audit, also if it began before these days.
    /// Returns a row for each outcome and each signal that may be in time for it: a few per person.</remarks>
    private async Task<List<Counted>> OutcomeEvents()
    {
        var kinds = Outcomes.ToForesee;
        return [.. (
                await transaction.All<OutcomeAndSignal>(
                    $"""
                    select distinct event.caregiver_id, event.kind, event.happened_on, notification.notified_on
                    from caregiver
                        join event on event.caregiver_id = caregiver.id
                        left join signal on signal.caregiver_id = caregiver.id
                        left join notification
                            on notification.signal_id = signal.id
                            and notification.notified_on >= {from.AddDays(-Audit.Window.Most)}
                            and notification.notified_on < event.happened_on
                    where {who} and event.kind in ({kinds}) and event.happened_on < {until}
                    """
                )
            ).GroupBy(outcome => outcome.CaregiverId).SelectMany(group => OfOne(group.OrderBy(it => it.HappenedOn).ToLookup(it => it.HappenedOn)))];

        IEnumerable<Counted> OfOne(ILookup<DateOnly, OutcomeAndSignal> byDay) =>
            Outcomes
                .Once(byDay.Select(day => day.Key))
                .Where(day => day >= from)
                .Select(day => new Counted(
                    kinds.First(kind => byDay[day].Any(it => it.Kind == kind)).Code(),
                    byDay[day].Any(it => it.NotifiedOn is { } told && Audit.Window.Covers(told, day))
                        ? "told"
                        : "untold",
                    1
                ));
    }

    private Task<IReadOnlyList<Counted>> Endings() =>
        transaction.All<Counted>(
            $"""
            select event.kind as "row", 'n' as "column", count(distinct caregiver.id) as n
            from caregiver join event on event.caregiver_id = caregiver.id
            where {who} and event.kind in ({Consequences.Ends}) and happened_on >= {from} and happened_on < {until}
            group by 1
            """
        );

    /// <summary>For red signals whose half year ended in these days: what happened in it.</summary>
    private async Task<List<Counted>> AfterRed()
    {
        var (kinds, days) = (Outcomes.ToForesee, Audit.Window.Most);
        var tomorrow = time.Today.AddDays(1);
        // Periods that are not over yet do not count.
        var over = (until < tomorrow ? until : tomorrow).AddDays(-days);
        return
        [
            .. (
                await transaction.All<Days>(
                    $"""
                    select
                        'n' as "column", notification.notified_on as first,
                        (select min(event.happened_on) from event
                         where event.caregiver_id = caregiver.id and event.kind in ({kinds})
                           and event.happened_on > notification.notified_on) as then_on,
                        count(*) as n
                    from caregiver
                        join signal on signal.caregiver_id = caregiver.id
                        join notification on notification.signal_id = signal.id
                    where {who} and notification.urgency = {Urgency.Red}
                      and notification.notified_on >= {from.AddDays(-days)}
                      and notification.notified_on < {over}
                    group by 2, 3
                    """
                )
            ).Select(item => new Counted(
                item.ThenOn <= item.First!.Value.AddDays(days) ? "followed" : TableShape.Rest,
                item.Column,
                item.N
            )),
        ];
    }

    private sealed record ReachedPeople
    {
        public string Column { get; init; } = "";

        public string Age { get; init; } = "";

        public string Relation { get; init; } = "";

        public string Caring { get; init; } = "";

        /// <summary>As written; null if unknown.</summary>
        public string? Neighbourhood { get; init; }

        public long N { get; init; }
    }

    /// <summary>How often something happened on a pair of days.</summary>
    private sealed record Days
    {
        public string Column { get; init; } = "";

        public DateOnly? First { get; init; }

        public DateOnly? ThenOn { get; init; }

        public long N { get; init; }
    }

    private sealed record AnswerByHelp(long Id, string Kind, DateOnly BeganOn, DateOnly AnsweredOn, double Value);

    private sealed record OutcomeAndSignal
    {
        public long CaregiverId { get; init; }

        public EventKind Kind { get; init; }

        public DateOnly HappenedOn { get; init; }

        public DateOnly? NotifiedOn { get; init; }
    }
}
