namespace CaregiverSignal.People;

/// <summary>All SQL on the absence table: who is away and who covers for them.</summary>
internal static class AbsenceTable
{
    internal static Sql HoldsOn(DateOnly day) =>
        $"absence.ended_at is null and absence.from_on <= {day} and absence.until_on > {day}";

    /// <summary>Colleagues who are away today and have somebody covering for them.</summary>
    public static Task<IReadOnlyList<StandsFor>> StandsFor(Transaction transaction, long deputyId, DateOnly today) =>
        transaction.All<StandsFor>(
            $"""
            select
                absence.owner_id, coalesce(coordinator.name, coordinator.email) as owner,
                max(absence.until_on) as until_on, 1 as is_for_all
            from absence join coordinator on coordinator.id = absence.owner_id
            where absence.deputy_id = {deputyId} and {HoldsOn(today)}
            group by absence.owner_id, owner
            order by absence.owner_id
            """
        );

    public static async Task<IReadOnlyList<(long OwnerId, long DeputyId)>> OfToday(
        Transaction transaction,
        DateOnly today
    ) =>
        await transaction.All<(long, long)>(
            $"select owner_id, deputy_id from absence where {HoldsOn(today)} order by id"
        );

    public static async Task<IReadOnlyList<long>> Away(Transaction transaction, DateOnly today) =>
        [.. (await OfToday(transaction, today)).Select(pair => pair.OwnerId).Distinct()];

    /// <param name="until">The first day back.</param>
    /// <param name="by">The coordinator who entered it; null for the command line.</param>
    public static Task Add(
        Transaction transaction,
        long ownerId,
        long deputyId,
        DateOnly from,
        DateOnly until,
        long? by,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            insert into absence (owner_id, deputy_id, from_on, until_on, entered_at, entered_by)
            values ({ownerId}, {deputyId}, {from}, {until}, {at}, {by})
            """
        );

    /// <summary>A coordinator's absences, current and future, in order.</summary>
    public static Task<IReadOnlyList<AbsencePeriod>> Of(Transaction transaction, long ownerId, DateOnly today) =>
        With(
            transaction,
            $"""
            absence.owner_id = {ownerId} and absence.until_on > {today} and coordinator.id = absence.deputy_id
            """
        );

    /// <summary>Future absences that somebody will cover, in order.</summary>
    public static Task<IReadOnlyList<AbsencePeriod>> Coming(Transaction transaction, long deputyId, DateOnly today) =>
        With(
            transaction,
            $"""
            absence.deputy_id = {deputyId} and absence.from_on > {today} and coordinator.id = absence.owner_id
            """
        );

    /// <summary>Current and future absences of some people, and those they cover, in order; with who is away.</summary>
    public static Task<IReadOnlyList<AbsencePeriod>> About(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        DateOnly today
    ) =>
        With(
            transaction,
            $"""
            (absence.owner_id in ({ids}) or absence.deputy_id in ({ids}))
              and absence.until_on > {today} and coordinator.id = absence.owner_id
            """
        );

    private static Task<IReadOnlyList<AbsencePeriod>> With(Transaction transaction, Sql which) =>
        transaction.All<AbsencePeriod>(
            $"""
            select
                absence.id, absence.owner_id, absence.deputy_id, absence.from_on, absence.until_on,
                coalesce(coordinator.name, coordinator.email) as colleague
            from absence join coordinator on {which}
            where absence.ended_at is null
            order by absence.from_on, absence.id
            """
        );

    /// <returns>False if it is not theirs, or has ended.</returns>
    public static async Task<bool> End(Transaction transaction, long id, long ownerId, DateTimeOffset at) =>
        await transaction.Execute(
            $"update absence set ended_at = {at} where id = {id} and owner_id = {ownerId} and ended_at is null"
        ) == 1;

    /// <summary>Absences that somebody covers now or later: the colleague, and the first day back.</summary>
    public static Task<IReadOnlyList<StandsFor>> Promised(Transaction transaction, long deputyId, DateOnly today) =>
        transaction.All<StandsFor>(
            $"""
            select
                absence.owner_id, coordinator.email as owner, max(absence.until_on) as until_on, 1 as is_for_all
            from absence join coordinator on coordinator.id = absence.owner_id
            where absence.deputy_id = {deputyId} and absence.ended_at is null and absence.until_on > {today}
            group by absence.owner_id, coordinator.email
            order by absence.owner_id
            """
        );

    /// <summary>Ends all absences of somebody, and those they cover.</summary>
    public static Task EndAllOf(Transaction transaction, long coordinatorId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update absence set ended_at = {at}
            where (owner_id = {coordinatorId} or deputy_id = {coordinatorId}) and ended_at is null
            """
        );
}

/// <summary>A colleague whose caregivers somebody may see.</summary>
/// <param name="UntilOn">The first day back; null if it is about waiting work, not an absence.</param>
/// <param name="IsForAll">Whether it covers all of the colleague's work, not only what was escalated.</param>
public sealed record StandsFor(long OwnerId, string Owner, DateOnly? UntilOn, bool IsForAll);

/// <summary>A period in which somebody is away.</summary>
/// <param name="UntilOn">The first day back.</param>
/// <param name="Colleague">The colleague who covers; for that colleague, who is away.</param>
public sealed record AbsencePeriod(
    long Id,
    long OwnerId,
    long DeputyId,
    DateOnly FromOn,
    DateOnly UntilOn,
    string Colleague
)
{
    public bool Has(DateOnly day) => day >= FromOn && day < UntilOn;

    /// <param name="until">The first day that no longer counts.</param>
    public bool Overlaps(DateOnly from, DateOnly until) => FromOn < until && from < UntilOn;
}
