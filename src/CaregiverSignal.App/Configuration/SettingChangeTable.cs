using CaregiverSignal.Storage;

namespace CaregiverSignal.Configuration;

/// <summary>
/// All SQL on the setting_change table: what was changed of the settings in the browser, by whom and why.
/// </summary>
/// <remarks>Rows are added only; the newest of a key is what holds.</remarks>
public static class SettingChangeTable
{
    /// <summary>The number of the newest change; 0 where there is none.</summary>
    public static long Newest(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from setting_change");

    /// <summary>The newest change of each key that was ever changed, also of those that were put back.</summary>
    public static IReadOnlyList<SettingChange> Holding(Transaction transaction) =>
        transaction.All<SettingChange>(
            """
            select id, key, value, was, why, undoes_id, changed_by, changed_at
            from setting_change
            where not exists (
                select 1 from setting_change later
                where later.key = setting_change.key and later.id > setting_change.id)
            order by id
            """
        );

    /// <summary>The changes of one setting, newest first.</summary>
    public static IReadOnlyList<SettingChange> Of(Transaction transaction, string key, int limit) =>
        transaction.All<SettingChange>(
            """
            select id, key, value, was, why, undoes_id, changed_by, changed_at
            from setting_change
            where key = @key
            order by id desc
            limit @limit
            """,
            new { key, limit }
        );

    /// <summary>Adds a change, unless another of any setting came since the one that was seen last.</summary>
    /// <param name="seen">The number of the newest change as far as is known; 0 for none.</param>
    /// <returns>Its number; null when somebody else was first.</returns>
    public static long? Add(Transaction transaction, SettingChange change, long seen) =>
        transaction.First<long?>(
            """
            insert into setting_change (key, value, was, why, undoes_id, changed_by, changed_at)
            select @Key, @Value, @Was, @Why, @UndoesId, @ChangedBy, @ChangedAt
            where @seen = (select coalesce(max(id), 0) from setting_change)
            returning id
            """,
            new
            {
                change.Key,
                change.Value,
                change.Was,
                change.Why,
                change.UndoesId,
                change.ChangedBy,
                change.ChangedAt,
                seen,
            }
        );
}
