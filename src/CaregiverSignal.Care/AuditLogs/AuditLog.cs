namespace CaregiverSignal.AuditLogs;

/// <summary>Who looked at what and did what, for reviewers and for the people concerned.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class AuditLog(Database database, AuditWriter auditWriter)
{
    /// <summary>How many looks at lists are read, at one line a day: some two years (our choice).</summary>
    private const int MostLists = 2000;

    /// <summary>The lines that answer a question, newest first, without those about people whom the reader may not see;
    /// reading it is in the audit log first.</summary>
    /// <param name="seen">The coordinators whose caregivers the reader may see.</param>
    /// <param name="action">To look, or to export them in a file.</param>
    public async Task<IReadOnlyList<AuditLine>> SearchAsync(
        RecordQuestion asked,
        int most,
        int skip,
        IReadOnlyList<long> seen,
        Actor reader,
        AuditAction action,
        CancellationToken stop = default
    )
    {
        var found = await database.ReadAsync(
            transaction => RegisterTable.Newest(transaction, asked, seen, most, skip),
            stop
        );
        await auditWriter.AddAsync(reader, action.Of(AuditTarget.AuditLog), asked.CaregiverId, stop: stop);
        return found;
    }

    /// <inheritdoc cref="About(Transaction, long, int, int)"/>
    public Task<LinesAbout> AboutAsync(long caregiverId, int most, CancellationToken stop = default) =>
        database.ReadAsync(transaction => About(transaction, caregiverId, most), stop);

    /// <summary>The newest lines about a caregiver, and the looks at lists with them; newest first.</summary>
    /// <param name="most">For lines about them. One more is read, to know if there are more.</param>
    internal static async Task<LinesAbout> About(
        Transaction transaction,
        long caregiverId,
        int most,
        int mostLists = MostLists
    )
    {
        var own = await AuditTable.About(transaction, caregiverId, most + 1);
        var hasMore = own.Count > most;
        var lists = await AuditTable.Listing(transaction, caregiverId, hasMore ? own[most - 1].Id : 0, mostLists);
        return new(
            [.. own.Take(most).Concat(lists).OrderByDescending(line => line.Id)],
            hasMore || lists.Count == mostLists
        );
    }
}

public sealed record LinesAbout(IReadOnlyList<AuditLine> Lines, bool HasMore);
