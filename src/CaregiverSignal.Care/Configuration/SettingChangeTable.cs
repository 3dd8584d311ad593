namespace CaregiverSignal.Configuration;

/// <summary>All SQL on the setting_change table: what was filled in on the pages of settings, by whom and
/// when.</summary>
/// <remarks>Rows are added only; the newest of a key is what holds.</remarks>
internal static class SettingChangeTable
{
    /// <summary>The number of the newest change; 0 where there is none.</summary>
    public static Task<long> Newest(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from setting_change");

    /// <summary>The number of the newest change of some keys; 0 where there is none.</summary>
    public static Task<long> Newest(Transaction transaction, IReadOnlyCollection<string> keys) =>
        transaction.One<long>($"select coalesce(max(id), 0) from setting_change where key in ({keys})");

    /// <summary>All changes of some keys, newest first.</summary>
    public static Task<IReadOnlyList<SettingChange>> Of(Transaction transaction, IReadOnlyCollection<string> keys) =>
        transaction.All<SettingChange>(
            $"select id, key, value, changed_by, changed_at from setting_change where key in ({keys}) order by id desc"
        );

    /// <summary>The newest change of each key.</summary>
    public static Task<IReadOnlyList<SettingChange>> Holding(Transaction transaction) =>
        transaction.All<SettingChange>(
            """
            select id, key, value, changed_by, changed_at
            from setting_change
            where id in (select max(id) from setting_change group by key)
            order by id
            """
        );

    /// <returns>Its number.</returns>
    public static Task<long> Add(Transaction transaction, string key, string value, long by, DateTimeOffset at) =>
        transaction.One<long>(
            $"""
            insert into setting_change (key, value, changed_by, changed_at)
            values ({key}, {value}, {by}, {at})
            returning id
            """
        );
}

/// <summary>A change of one setting on its page.</summary>
/// <param name="Key">One of <see cref="PageSettings.Keys"/>.</param>
/// <param name="Value">What holds from then on; empty for nothing.</param>
public sealed record SettingChange(long Id, string Key, string Value, long ChangedBy, DateTimeOffset ChangedAt);
