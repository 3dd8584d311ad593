using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.AuditLogs;

/// <summary>The number and signature of the newest line of the audit log, copied out of the store at each run: cutting
/// lines off and restoring the row that counted them does not change the file.</summary>
public sealed class AuditWitness(Database database, GuardFile file)
{
    /// <summary>Writes down the newest line, as long as the previous one is there: a cut stays visible.</summary>
    /// <exception cref="StorageException">The guard file cannot be read or written.</exception>
    public async Task KeepAsync(CancellationToken stop = default)
    {
        if (file.Read() is not { } record)
            return;
        var newest = await database.ReadAsync(
            async transaction =>
                await IsOf(transaction, record) && await WhatLacks(transaction, record) is null
                    ? (
                        await AuditTable.After(transaction, (await AuditTable.End(transaction)).Newest - 1, 1)
                    ).SingleOrDefault()
                    : null,
            stop
        );
        if (newest is { } line && line.Id > record.AuditLast && line.Signature.Length == GuardFile.MarkLength)
            file.MarkAudit(line.Id, line.Signature);
    }

    /// <returns>The line that the file knows and the store lacks, in words; null if it has it.</returns>
    internal static async Task<string?> FirstLacking(Transaction transaction, GuardRecord? record) =>
        record is not null && await IsOf(transaction, record) ? await WhatLacks(transaction, record) : null;

    private static async Task<string?> WhatLacks(Transaction transaction, GuardRecord record)
    {
        // Lines deleted after their term, or of an earlier key, no longer count.
        if (record.AuditLast <= (await AuditTable.End(transaction)).Since)
            return null;
        var line = (await AuditTable.After(transaction, record.AuditLast - 1, 1)).SingleOrDefault();
        return line?.Id != record.AuditLast ? $"line {record.AuditLast} was there, and was removed"
            : line.Signature != record.AuditMark ? $"line {record.AuditLast} was another before"
            : null;
    }

    /// <summary>A restored older state is reported as such, and has fewer lines.</summary>
    private static async Task<bool> IsOf(Transaction transaction, GuardRecord record) =>
        await SendHoldTable.Get(transaction) is var store
        && store.Fingerprint == record.Fingerprint
        && store.Why is null or HoldReason.Clock;
}
