namespace CaregiverSignal.Concerns;

/// <summary>Deletes the words of concern reports that were closed long enough ago; false when there are none.</summary>
public sealed class ForgetConcernReports(Database database, SiteTime time)
{
    /// <summary>Our choice: somebody wrote it about another person who was not asked, so it is kept only long enough
    /// for a wrong closing to come to light, and for the month that the law gives to answer that person's own question
    /// about it (AVG art. 12).</summary>
    public const int DaysKept = 31;

    public async Task<bool> RunOneAsync(CancellationToken stop = default) =>
        await database.WriteAsync(
            transaction => ConcernReportTable.Forget(transaction, time.Now.AddDays(-DaysKept), time.Now),
            stop
        ) > 0;
}
