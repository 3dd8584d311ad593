namespace CaregiverSignal.Concerns;

/// <summary>The concern reports on the worklist: anybody can send them, so only some of those that nobody took up; the
/// rest stands behind one link.</summary>
/// <param name="Open">How many are open in all.</param>
public sealed record ConcernReportsShown(IReadOnlyList<ConcernReport> Reports, int Open)
{
    private const int MostUntouched = 20;
    private const int MostTakenUp = 200;

    public static readonly ConcernReportsShown None = new([], 0);

    internal static async Task<ConcernReportsShown> Read(Transaction transaction) =>
        new(
            await ConcernReportTable.OnWorklist(transaction, MostUntouched, MostTakenUp),
            await ConcernReportTable.CountOpen(transaction)
        );
}
