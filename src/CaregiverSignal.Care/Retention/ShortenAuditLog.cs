using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;

namespace CaregiverSignal.Retention;

/// <summary>Deletes the lines of the oldest day once it is past its term, and logs that.</summary>
internal sealed class ShortenAuditLog(AuditWriter auditWriter, SiteTime time)
{
    /// <returns>How many lines; 0 if no day is old enough.</returns>
    internal async Task<int> OneDay(Transaction transaction, DateTimeOffset before)
    {
        if (await AuditTable.FirstAt(transaction) is not { } first)
            return 0;
        var until = time.StartOf(time.DayOf(first).AddDays(1));
        // The service's clock may have been set ahead, and the database uses the machine's.
        if (until > before || until > TimeProvider.System.GetUtcNow().AddDays(-new RetentionTerms().RecordDays))
            return 0;
        var last = await AuditTable.AllBefore(transaction, until);
        await auditWriter.Add(transaction, Actor.Program, AuditAction.Erase.Of(AuditTarget.AuditLog, last));
        return await AuditTable.DeleteUpto(transaction, last);
    }
}
