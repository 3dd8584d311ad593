namespace CaregiverSignal.Web.Limits;

/// <summary>What the limits have counted, in the memory of this program.</summary>
/// <remarks>A flood costs the disk nothing, and no address is ever written down. A restart resets the counts, and
/// nobody outside can cause one. Each of two programs on one store counts for itself. The framework's limiters do not
/// do: they know no clock but the machine's, and whoever is refused by one of a chain has used up the share of the
/// others.</remarks>
public sealed class LimitCounts
{
    private const int SweptFrom = 10_000;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly Dictionary<string, LimitCount> counts = new(StringComparer.Ordinal);
    private DateTimeOffset sweptAt;

    /// <param name="decide">Reads counts and sets them, while nobody else does.</param>
    public T Use<T>(DateTimeOffset now, Func<LimitCounts, T> decide)
    {
        lock (turn)
        {
            Sweep(now);
            return decide(this);
        }
    }

    public LimitCount? Of(string key) => counts.GetValueOrDefault(key);

    public void Set(string key, LimitCount count) => counts[key] = count;

    private void Sweep(DateTimeOffset now)
    {
        if (counts.Count < SweptFrom || (now - sweptAt).Duration() < BetweenSweeps)
            return;
        foreach (var (key, count) in counts.ToList())
        {
            if (count.Until <= now)
                counts.Remove(key);
        }

        sweptAt = now;
    }
}

/// <summary>How often something happened.</summary>
public sealed record LimitCount
{
    public int Number { get; init; }

    /// <summary>When the count ends, and the next begins at zero.</summary>
    public DateTimeOffset Until { get; init; }
}
