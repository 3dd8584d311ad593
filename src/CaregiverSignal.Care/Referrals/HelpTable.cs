namespace CaregiverSignal.Referrals;

/// <summary>All SQL that writes help and its steps, and that reads one caregiver's.</summary>
internal static class HelpTable
{
    private const string NewestStep = """
        select help_step.step, help_step.done_on
        from help_step
        where help_step.help_id = help.id and help_step.invalidated_id is null
          and help_step.step not in ('unwanted', 'heard', 'taken-back')
        order by help_step.id desc
        limit 1
        """;

    /// <summary>Joins each help with the last thing said or done about it.</summary>
    public const string JoinNewest = """
        left join help_step as newest on newest.id = (
            select max(help_step.id) from help_step
            where help_step.help_id = help.id and help_step.invalidated_id is null)
        """;

    /// <summary>The objection to help, if it is the newest entry.</summary>
    public const string ObjectionColumns = """
        case
            when newest.step in ('unwanted', 'heard') or (newest.step = 'said' and newest.helped = 'no') then newest.step
        end as objection,
        case when newest.step in ('unwanted', 'said') then newest.note end as objection_words
        """;

    /// <summary>Whether a verdict applies: it was not taken back.</summary>
    public const string StandsSaid = """
        not exists (
            select 1 from help_step as back
            where back.step = 'taken-back' and back.id = (
                select min(later.id) from help_step as later
                where later.help_id = help_step.help_id and later.id > help_step.id and later.invalidated_id is null))
        """;

    private const string Columns = """
        help.id, help.caregiver_id, help.kind as kind_code, help.words, help.wanted_for, help.step, help.step_on,
        help.next_on, help.with_whom, help.offer_id, help.reason, help.proposed_on, help.wanted_on, help.began_on,
        help.ended_on
        """;

    /// <summary>All help of a caregiver, oldest first.</summary>
    public static Task<IReadOnlyList<ArrangedHelp>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<ArrangedHelp>(Whose($"= {caregiverId}"));

    /// <summary>Likewise for several; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<ArrangedHelp>> ReadableOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) => transaction.AllReadable<ArrangedHelp>(Whose($"in ({ids})"));

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select {Columns:sql}, {ObjectionColumns:sql}
            from help {JoinNewest:sql}
            where help.caregiver_id {caregiverId}
            order by help.proposed_on, help.id
            """;

    public static Task<bool> IsSaidIn(Transaction transaction, long checkInId) =>
        transaction.One<bool>($"select exists (select 1 from help_step where check_in_id = {checkInId})");

    /// <summary>Those of some check-ins with a verdict on help.</summary>
    public static Task<IReadOnlyList<long>> SaidInAny(Transaction transaction, IReadOnlyCollection<long> checkInIds) =>
        transaction.All<long>($"select distinct check_in_id from help_step where check_in_id in ({checkInIds})");

    public static async Task<IReadOnlyDictionary<long, HelpVerdict>> SaidIn(Transaction transaction, long checkInId) =>
        (
            await transaction.All<TakenStep>(
                $"""
                select help_id, helped
                from help_step
                where check_in_id = {checkInId} and helped is not null
                order by help_id
                """
            )
        ).ToDictionary(step => step.HelpId, step => step.Helped!.Value);

    /// <summary>The verdict in a check-in was not the caregiver's: the help is as it was before.</summary>
    /// <param name="invalidatedId">The record that keeps it.</param>
    public static async Task SetAside(Transaction transaction, long checkInId, long invalidatedId)
    {
        await transaction.Execute(
            $"update help_step set check_in_id = null, invalidated_id = {invalidatedId} where check_in_id = {checkInId}"
        );
        await transaction.Execute(
            $"""
            update help set (step, step_on) = ({NewestStep:sql})
            where step = 'said' and id in (select help_id from help_step where invalidated_id = {invalidatedId})
            """
        );
    }

    public static async Task PutBack(Transaction transaction, long checkInId, long invalidatedId)
    {
        await transaction.Execute(
            $"update help_step set check_in_id = {checkInId}, invalidated_id = null where invalidated_id = {invalidatedId}"
        );
        await transaction.Execute(
            $"""
            update help set (step, step_on) = ({NewestStep:sql})
            where id in (select help_id from help_step where check_in_id = {checkInId})
            """
        );
    }

    /// <summary>All steps of all help of a caregiver that count, oldest first.</summary>
    public static Task<IReadOnlyList<TakenStep>> StepsOf(Transaction transaction, long caregiverId) =>
        transaction.All<TakenStep>(
            $"""
            select
                help_step.id, help_step.help_id, help_step.step, help_step.done_on, help_step.reason, help_step.helped,
                help_step.note, help_step.next_on, coalesce(coordinator.name, coordinator.email) as "by"
            from help_step left join coordinator on coordinator.id = help_step.coordinator_id
            where help_step.caregiver_id = {caregiverId} and help_step.invalidated_id is null
            order by help_step.id
            """
        );

    /// <summary>Whether its end was told before and not taken back: since then there were only words.</summary>
    public static async Task<bool> WasHeard(Transaction transaction, long id) =>
        await transaction.First<HelpStep?>(
            $"""
            select step from help_step
            where help_id = {id} and invalidated_id is null and step not in ('said', 'unwanted')
            order by id desc
            limit 1
            """
        ) == HelpStep.Heard;

    /// <summary>The first follow-up day of a caregiver's open help; null without any.</summary>
    public static Task<DateOnly?> NextOn(Transaction transaction, long caregiverId) =>
        transaction.First<DateOnly?>($"select min(next_on) from help where caregiver_id = {caregiverId}");

    public static Task<long> Add(Transaction transaction, ArrangedHelp help) =>
        transaction.One<long>(
            $"""
            insert into help (
                caregiver_id, kind, words, wanted_for, step, step_on, next_on, with_whom, offer_id, proposed_on)
            values (
                {help.CaregiverId}, {help.KindCode}, {help.Words}, {help.WantedFor}, {help.Step},
                {help.StepOn}, {help.NextOn}, {help.WithWhom}, {help.OfferId}, {help.ProposedOn})
            returning id
            """
        );

    /// <summary>The steps that a coordinator took since an instant; none that was answered in a check-in.</summary>
    public static Task<IReadOnlyList<(long Id, DateTimeOffset At)>> TakenSince(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        DateTimeOffset since
    ) =>
        transaction.All<(long, DateTimeOffset)>(
            $"""
            select id, at
            from help_step
            where caregiver_id = {caregiverId} and coordinator_id = {coordinatorId} and at >= {since}
              and check_in_id is null and invalidated_id is null
            order by id
            """
        );

    public static Task RemoveSteps(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.Execute($"delete from help_step where id in ({ids})");

    /// <summary>Removes help that has no steps.</summary>
    public static Task Remove(Transaction transaction, long id) =>
        transaction.Execute($"delete from help where id = {id}");

    /// <summary>Stores where help is now; what it is and was called stays.</summary>
    public static Task Save(Transaction transaction, ArrangedHelp help) =>
        transaction.Execute(
            $"""
            update help set
                step = {help.Step}, step_on = {help.StepOn}, next_on = {help.NextOn}, with_whom = {help.WithWhom},
                offer_id = {help.OfferId}, reason = {help.Reason},
                wanted_on = {help.WantedOn}, began_on = {help.BeganOn}, ended_on = {help.EndedOn}
            where id = {help.Id}
            """
        );

    /// <summary>Brings the follow-up day forward; the help stays where it is.</summary>
    public static Task LookOn(Transaction transaction, long id, DateOnly on) =>
        transaction.Execute($"update help set next_on = {on} where id = {id}");

    /// <param name="by">The coordinator; null for the caregiver.</param>
    /// <param name="checkInId">The check-in with the caregiver's verdict; null for a coordinator's step.</param>
    /// <returns>False if this check-in already had a verdict.</returns>
    public static async Task<bool> AddStep(
        Transaction transaction,
        ArrangedHelp help,
        NewStep step,
        long? by,
        long? checkInId,
        DateTimeOffset at
    ) =>
        await transaction.Execute(
            $"""
            insert into help_step (
                help_id, caregiver_id, step, done_on, reason, helped, note, next_on, check_in_id, coordinator_id, at)
            values ({help.Id}, {help.CaregiverId}, {step.Step}, {step.On}, {step.Reason}, {step.Helped}, {step.Note},
            {step.NextOn}, {checkInId}, {by}, {at})
            on conflict do nothing
            """
        ) == 1;
}
