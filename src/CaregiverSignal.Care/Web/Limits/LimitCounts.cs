namespace CaregiverSignal.Web.Limits;

/// <remarks>A flood costs no disk space, and no address is ever written. A restart resets the counts, and no outsider
/// can cause one. Two programs on one database count separately. The framework's limiters are unsuitable: they use the
/// machine's clock only, and a request that one limiter of a chain refuses still uses up the others.</remarks>
public sealed class LimitCounts
{
    private const int SweptFrom = 10_000;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly Dictionary<string, LimitCount> counts = new(StringComparer.Ordinal);
    private DateTimeOffset sweptAt;

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

public sealed record LimitCount
{
    public int Number { get; init; }

    /// <summary>When the count ends; the next one begins at zero.</summary>
    public DateTimeOffset Until { get; init; }
}
