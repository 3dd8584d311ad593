namespace CaregiverSignal.Web;

/// <summary>
/// A limit per key on how often something may happen in a span of time, counted from the first; it knows how long until
/// there is room again.
/// </summary>
/// <remarks>Kept in memory: a restart resets the counts, and nobody outside can cause one.</remarks>
public sealed class Quota(TimeSpan span)
{
    private const int SweptFrom = 10_000;

    private readonly Lock turn = new();
    private readonly Dictionary<string, (DateTimeOffset Until, int Count)> taken = [];
    private DateTimeOffset sweptAt;

    /// <summary>Takes one from each share, or from none when one of them is used up.</summary>
    /// <returns>Null when it was taken; otherwise how long until there may be room.</returns>
    public TimeSpan? Take(DateTimeOffset now, params IReadOnlyCollection<Share> shares)
    {
        lock (turn)
        {
            Sweep(now);
            var full = shares
                .Select(share => (share.Most, Kept: Kept(share.Key, now)))
                .Where(one => one.Kept.Count >= one.Most)
                .ToList();
            if (full.Count > 0)
                return full.Max(one => one.Kept.Until) - now;
            foreach (var share in shares)
            {
                var (until, count) = Kept(share.Key, now);
                taken[share.Key] = (until, count + 1);
            }

            return null;
        }
    }

    /// <remarks>A count that seems to last longer than a span dates from before the clock was set back.</remarks>
    private (DateTimeOffset Until, int Count) Kept(string key, DateTimeOffset now) =>
        taken.TryGetValue(key, out var kept) && kept.Until > now && kept.Until <= now + span ? kept : (now + span, 0);

    private void Sweep(DateTimeOffset now)
    {
        if (taken.Count < SweptFrom || (now - sweptAt).Duration() < span / 15)
            return;
        foreach (var (key, kept) in taken.ToList())
        {
            if (kept.Until <= now)
                taken.Remove(key);
        }

        sweptAt = now;
    }
}

/// <summary>A key, and how many times it may be taken in a span.</summary>
public readonly record struct Share(string Key, int Most);
