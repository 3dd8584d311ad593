namespace CaregiverSignal.AuditLogs;

/// <summary>SQL that reads the audit log for reviewers.</summary>
internal static class RegisterTable
{
    /// <summary>The lines that answer a question, newest first, without those about people whom the reader may not see;
    /// an erased person is nobody's.</summary>
    /// <param name="sees">The coordinators whose caregivers the reader sees: a list belongs to its
    /// coordinators.</param>
    public static async Task<IReadOnlyList<AuditLine>> Newest(
        Transaction transaction,
        RecordQuestion asked,
        IReadOnlyList<long> sees,
        int most,
        int skip
    )
    {
        var (from, until) = (
            asked.From ?? DateTimeOffset.UnixEpoch,
            asked.Until ?? DateTimeOffset.UnixEpoch.AddYears(1000)
        );
        var (after, upto) = await AuditTable.Around(transaction, from, until);
        // Three statements, because one with "any caregiver" or "anybody" in it would use no index.
        return await transaction.All<AuditLine>(
            $"""
            select {AuditTable.Columns:sql}
            from audit_log
            where {WhichOf(asked, after, upto)}
              and at >= {from} and at < {until}
              and not exists (
                select 1 from caregiver
                where caregiver.id = audit_log.caregiver_id and caregiver.coordinator_id not in ({sees}))
              and (coalesce(object, '') not like '%:%' or by_staff in ({sees}))
            order by id desc
            limit {most} offset {skip}
            """
        );
    }

    private static Sql WhichOf(RecordQuestion asked, long after, long upto) =>
        (asked.CaregiverId, asked.StaffId) switch
        {
            (null, null) => $"id > {after} and id <= {upto}",
            (null, { } staffId) => $"by_staff = {staffId} and id > {after} and id <= {upto}",
            ({ } caregiverId, var staffId) =>
                $"caregiver_id = {caregiverId} and ({staffId} is null or by_staff = {staffId})",
        };
}

/// <summary>A question to the audit log; null parts are not asked.</summary>
/// <param name="Until">Exclusive.</param>
public sealed record RecordQuestion(long? CaregiverId, long? StaffId, DateTimeOffset? From, DateTimeOffset? Until);
