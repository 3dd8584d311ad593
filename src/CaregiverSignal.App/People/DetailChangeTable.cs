using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>All SQL on the detail_change table: what stood there before somebody corrected it.</summary>
public static class DetailChangeTable
{
    /// <param name="situation">The code of the further situation that was corrected; null for somebody's own details.
    /// </param>
    public static void Add(
        Transaction transaction,
        long caregiverId,
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
            values ({caregiverId}, {at}, {by}, {field}, {oldValue}, {situation}, {onOwnPage})
            """
        );

    public static IReadOnlyList<DetailChange> After(Transaction transaction, long caregiverId, long after = 0) =>
        transaction.All<DetailChange>(
            $"""
            select
                detail_change.id, detail_change.changed_at, detail_change.field, detail_change.old_value,
                detail_change.situation, detail_change.on_own_page,
                coalesce(coordinator.name, coordinator.email) as changed_by
            from detail_change left join coordinator on coordinator.id = detail_change.changed_by
            where detail_change.caregiver_id = {caregiverId} and detail_change.id > {after}
            order by detail_change.id desc
            """
        );

    /// <summary>What a person changed of some caregivers: a list does not change that back.</summary>
    public static IReadOnlyList<ChangedByHand> ByHand(
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

    /// <summary>The newest change; 0 while nothing was corrected.</summary>
    public static long NewestOf(Transaction transaction, long caregiverId) =>
        transaction.One<long>($"select coalesce(max(id), 0) from detail_change where caregiver_id = {caregiverId}");
}

/// <summary>A field that staff changed, or a caregiver on a page of their own.</summary>
public sealed record ChangedByHand
{
    public long CaregiverId { get; init; }

    public string Field { get; init; } = "";

    public string? Situation { get; init; }
}

/// <summary>One field that was corrected.</summary>
public sealed record DetailChange
{
    public long Id { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who corrected it; null for an import.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>The column of a <see cref="PersonField"/>.</summary>
    public string Field { get; init; } = "";

    /// <summary>As people.csv has it; null when nothing was known.</summary>
    public string? OldValue { get; init; }

    /// <summary>The code of the further situation that was corrected; null for somebody's own details.</summary>
    public string? Situation { get; init; }

    /// <summary>Whether it was changed on a page of the caregiver's own.</summary>
    public bool OnOwnPage { get; init; }
}
