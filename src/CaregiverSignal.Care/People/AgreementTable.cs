namespace CaregiverSignal.People;

/// <summary>All SQL on the agreement table; no row is ever deleted.</summary>
internal static class AgreementTable
{
    /// <summary>All agreements ever made about a caregiver, oldest first.</summary>
    public static Task<IReadOnlyList<Agreement>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Agreement>(Whose($"= {caregiverId}"));

    /// <summary>Likewise for several caregivers; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<Agreement>> ReadableOf(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<Agreement>(Whose($"in ({ids})"));

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select agreement.id, agreement.caregiver_id, agreement.kind, agreement.subject, agreement.value,
                   agreement.reason, agreement.from_on, agreement.until_on, agreement.ended_on,
                   coalesce(coordinator.name, coordinator.email) as coordinator,
                   agreement.set_by = 'caregiver' as by_caregiver,
                   coalesce(ender.name, ender.email) as ended_by
            from agreement
            join coordinator on coordinator.id = agreement.coordinator_id
            left join coordinator as ender on ender.id = agreement.ended_by
            where agreement.caregiver_id {caregiverId}
            order by agreement.id
            """;

    /// <summary>Stores an agreement; an earlier one on the same subject ends that day.</summary>
    public static async Task Set(
        Transaction transaction,
        long caregiverId,
        Agreement agreement,
        long coordinatorId,
        DateTimeOffset at
    )
    {
        await transaction.Execute(
            $"""
            update agreement set ended_on = {agreement.FromOn}
            where caregiver_id = {caregiverId}
              and kind = {agreement.Kind}
              and subject = {agreement.Subject}
              and ended_on is null
              and until_on > {agreement.FromOn}
            """
        );
        await transaction.Execute(
            $"""
            insert into agreement (
                caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at, set_by)
            values ({caregiverId}, {agreement.Kind}, {agreement.Subject}, {agreement.Value}, {agreement.Reason}, {agreement.FromOn}, {agreement.UntilOn},
            {coordinatorId}, {at},
                case when {agreement.ByCaregiver} = 1 then 'caregiver' else 'coordinator' end)
            """
        );
    }

    /// <summary>Ends a requested list once part of it was answered.</summary>
    public static Task EndAnswered(Transaction transaction, long caregiverId, DateOnly day) =>
        transaction.Execute(EndedByAnswers($"= {caregiverId}", day));

    /// <summary>The same of several.</summary>
    public static Task EndAnsweredOfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        DateOnly day
    ) => transaction.Execute(EndedByAnswers($"in ({caregiverIds})", day));

    private static Sql EndedByAnswers(Sql caregiverId, DateOnly day) =>
        $"""
            update agreement set ended_on = {day}
            where caregiver_id {caregiverId} and kind = 'list' and ended_on is null and until_on > {day}
              and exists (
                select 1
                from response
                where response.caregiver_id = agreement.caregiver_id and response.instrument = agreement.subject
                  and response.finished_at >= agreement.set_at and response.saved_at is not null)
            """;

    /// <param name="coordinatorId">Who ends it; null for a caregiver who withdraws their own wish.</param>
    /// <returns>False if it had already ended, or belongs to another caregiver.</returns>
    public static async Task<bool> End(
        Transaction transaction,
        long caregiverId,
        long id,
        long? coordinatorId,
        DateOnly day
    ) =>
        await transaction.Execute(
            $"""
            update agreement set ended_on = {day}, ended_by = {coordinatorId}
            where id = {id} and caregiver_id = {caregiverId} and ended_on is null and until_on > {day}
            """
        ) == 1;
}
