namespace CaregiverSignal.Configuration;

/// <summary>All SQL on the setting_change table: what was entered on the settings pages, by whom and when.</summary>
/// <remarks>Rows are only ever added; the newest of a key applies.</remarks>
internal static class SettingChangeTable
{
    /// <summary>The id of the newest change; 0 if there is none.</summary>
    public static Task<long> Newest(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from setting_change");

    /// <summary>The id of the newest change of some keys; 0 if there is none.</summary>
    public static Task<long> Newest(Transaction transaction, IReadOnlyCollection<string> keys) =>
        transaction.One<long>($"select coalesce(max(id), 0) from setting_change where key in ({keys})");

    public static Task<IReadOnlyList<SettingChange>> Of(Transaction transaction, IReadOnlyCollection<string> keys) =>
        transaction.All<SettingChange>(
            $"select id, key, value, changed_by, changed_at from setting_change where key in ({keys}) order by id desc"
        );

    public static Task<IReadOnlyList<SettingChange>> Holding(Transaction transaction) =>
        transaction.All<SettingChange>(
            """
            select id, key, value, changed_by, changed_at
            from setting_change
            where id in (select max(id) from setting_change group by key)
            order by id
            """
        );

    public static Task<long> Add(Transaction transaction, string key, string value, long by, DateTimeOffset at) =>
        transaction.One<long>(
            $"""
            insert into setting_change (key, value, changed_by, changed_at)
            values ({key}, {value}, {by}, {at})
            returning id
            """
        );
}

/// <param name="Key">One of <see cref="PageSettings.Keys"/>.</param>
/// <param name="Value">The value from then on; empty for none.</param>
public sealed record SettingChange(long Id, string Key, string Value, long ChangedBy, DateTimeOffset ChangedAt);
