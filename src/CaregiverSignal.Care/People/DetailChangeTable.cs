namespace CaregiverSignal.People;

/// <summary>All SQL on the detail_change table: values before a correction.</summary>
internal static class DetailChangeTable
{
    /// <param name="situation">The code of the further situation that was corrected; null for the caregiver's own
    /// details.</param>
    public static Task Add(
        Transaction transaction,
        long caregiverId,
        string field,
        string? oldValue,
        long? by,
        DateTimeOffset at,
        string? situation = null,
        bool onOwnPage = false
    ) => AddEach(transaction, [caregiverId], field, oldValue, by, at, situation, onOwnPage);

    /// <summary>Likewise for several people with the same previous value.</summary>
    public static Task AddEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        string field,
        string? oldValue,
        long? by,
        DateTimeOffset at,
        string? situation = null,
        bool onOwnPage = false
    ) =>
        transaction.Execute(
            $"""
            insert into detail_change (caregiver_id, changed_at, changed_by, field, old_value, situation, on_own_page)
            select id, {at}, {by}, {field}, {oldValue}, {situation}, {onOwnPage}
            from caregiver
            where id in ({caregiverIds})
            order by id
            """
        );

    public static Task<IReadOnlyList<DetailChange>> After(Transaction transaction, long caregiverId, long after = 0) =>
        transaction.All<DetailChange>(
            $"""
            select
                detail_change.id, detail_change.changed_at,
                coalesce(coordinator.name, coordinator.email) as changed_by, detail_change.field,
                detail_change.old_value, detail_change.situation, detail_change.on_own_page
            from detail_change left join coordinator on coordinator.id = detail_change.changed_by
            where detail_change.caregiver_id = {caregiverId} and detail_change.id > {after}
            order by detail_change.id desc
            """
        );

    /// <summary>What a person corrected for some caregivers: a list does not change it back.</summary>
    public static Task<IReadOnlyList<ChangedByHand>> ByHand(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        transaction.All<ChangedByHand>(
            $"""
            select distinct caregiver_id, field, situation
            from detail_change
            where caregiver_id in ({caregiverIds}) and (changed_by is not null or on_own_page = 1)
            """
        );

    /// <summary>The newest change; 0 if nothing was corrected.</summary>
    public static Task<long> NewestOf(Transaction transaction, long caregiverId) =>
        transaction.One<long>($"select coalesce(max(id), 0) from detail_change where caregiver_id = {caregiverId}");
}

/// <summary>A field changed by staff, or by the caregiver on their own page.</summary>
internal sealed record ChangedByHand(long CaregiverId, string Field, string? Situation);

/// <summary>One corrected field.</summary>
/// <param name="ChangedBy">Who corrected it; null for an import.</param>
/// <param name="Field">The column of a <see cref="PersonField"/>.</param>
/// <param name="OldValue">As in people.csv; null if nothing was known.</param>
/// <param name="Situation">The code of the further situation that was corrected; null for the caregiver's own
/// details.</param>
/// <param name="OnOwnPage">Whether it was changed on the caregiver's own page.</param>
public sealed record DetailChange(
    long Id,
    DateTimeOffset ChangedAt,
    string? ChangedBy,
    string Field,
    string? OldValue,
    string? Situation,
    bool OnOwnPage
);
