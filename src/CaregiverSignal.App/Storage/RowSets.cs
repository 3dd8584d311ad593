namespace CaregiverSignal.Storage;

/// <summary>Rows that are added many at a time.</summary>
internal static class RowSets
{
    /// <summary>
    /// Measured: with more, the store looks longer for where each value goes than it wins by being asked less often.
    /// </summary>
    public const int Together = 16;

    /// <summary>
    /// Sets of one size, and what is left one by one: each size is a statement, which the store keeps prepared.
    /// </summary>
    public static IEnumerable<IReadOnlyList<T>> ByTheSet<T>(this IReadOnlyList<T> rows) =>
        rows.Chunk(Together).SelectMany(some => some.Length == Together ? [some] : some.Chunk(1).ToArray());
}
