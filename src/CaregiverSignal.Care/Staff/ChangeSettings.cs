using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Staff;

/// <summary>Stores a page of settings, with who did it, and applies it at once.</summary>
public sealed partial class ChangeSettings(
    Database database,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time,
    ILogger<ChangeSettings> log
)
{
    public Task<IReadOnlyList<SettingChange>> HistoryOfAsync(SettingGroup group, CancellationToken stop = default) =>
        database.ReadAsync(transaction => SettingChangeTable.Of(transaction, [.. group.Keys]), stop);

    /// <param name="seen">The group's newest change when the form was shown.</param>
    /// <param name="changed">By key.</param>
    /// <param name="read">All settings as they will be.</param>
    /// <returns>False if a colleague changed something in the group since the form was shown.</returns>
    public async Task<bool> SaveAsync(
        SignedInStaff by,
        SettingGroup group,
        long seen,
        IReadOnlyDictionary<string, string> changed,
        Settings read,
        CancellationToken stop = default
    )
    {
        var isFirst = await database.WriteAsync(
            transaction => Store(transaction, by, group, seen, changed, read),
            stop
        );
        await settings.ReloadAsync(database, stop);
        if (!isFirst || changed.Count == 0)
            return isFirst;
        var (keys, mail) = (string.Join(", ", changed.Keys), settings.Mail.Place);
        Changed(keys, mail);
        return true;
    }

    private async Task<bool> Store(
        Transaction transaction,
        SignedInStaff by,
        SettingGroup group,
        long seen,
        IReadOnlyDictionary<string, string> changed,
        Settings read
    )
    {
        if (await SettingChangeTable.Newest(transaction, [.. group.Keys]) != seen)
            return false;
        foreach (var (key, value) in changed)
        {
            await SettingChangeTable.Add(
                transaction,
                key,
                CurrentSettings.Sealed(database, key, value),
                by.Coordinator.Id,
                time.Now
            );
            await auditWriter.Add(
                transaction,
                by.On(Ground.Accounts),
                AuditAction.Change.Of(AuditTarget.Setting, PageSettings.IsSaid(key) ? $"{key}={value}" : key)
            );
        }

        if (changed.ContainsKey(PageSettings.EndedDays))
            await KeepingTable.TakeBackAfter(
                transaction,
                time.Today.AddDays(KeepingTable.NoticeDays - read.Retention.EndedDays)
            );
        if (changed.ContainsKey(PageSettings.ClosedDays))
            await SignalAlertTable.MoveEscalations(transaction, time.Today, read.Site.WorkingDays.OnOrAfter);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Changed on the pages: {Keys}; mail goes to {Mail}")]
    private partial void Changed(string keys, string mail);
}
