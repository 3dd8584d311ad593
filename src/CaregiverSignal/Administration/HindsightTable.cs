using CaregiverSignal.Storage;

namespace CaregiverSignal.Administration;

/// <summary>All SQL on whose past is looked at before a limit is changed.</summary>
internal static class HindsightTable
{
    /// <summary>The highest number that anybody has; 0 where there is nobody.</summary>
    public static long Highest(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from caregiver");

    /// <summary>Those of some numbers that somebody has.</summary>
    public static IReadOnlyList<long> There(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.All<long>("select id from caregiver where id in (@ids) order by id", new { ids });
}
