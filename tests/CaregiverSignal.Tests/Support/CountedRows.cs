namespace CaregiverSignal.Tests.Support;

/// <summary>The rows of a store by table.</summary>
internal static class CountedRows
{
    /// <summary>Without who looked and who did what: a backup leaves a line in the store that it copied.</summary>
    public static IReadOnlyDictionary<string, long> ButTheRecord(this IReadOnlyDictionary<string, long> rows) =>
        rows.Where(table => table.Key is not ("record" or "record_listed" or "record_seal")).ToDictionary();
}
