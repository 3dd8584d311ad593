namespace CaregiverSignal.Web.Limits;

/// <summary>A limit per key on how often something may happen in a time span, counted from the first.</summary>
/// <param name="name">Distinguishes its keys from those of other limits.</param>
public sealed class Quota(LimitCounts counts, string name, TimeSpan span)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    /// <summary>Takes one from each share, or from none if one is used up.</summary>
    /// <returns>Null if taken; otherwise how long until there may be room.</returns>
    public TimeSpan? Take(DateTimeOffset now, params IReadOnlyCollection<QuotaShare> shares) =>
        counts.Use(
            now,
            held =>
            {
                var wait = WaitOf(held, now, shares);
                foreach (var share in wait is null ? shares : [])
                {
                    var kept = Kept(held, share.Key, now);
                    held.Set(KeyOf(share.Key), kept with { Number = kept.Number + 1 });
                }

                return wait;
            }
        );

    public bool IsUsedUp(DateTimeOffset now, params IReadOnlyCollection<QuotaShare> shares) =>
        counts.Use(now, held => WaitOf(held, now, shares) is not null);

    private TimeSpan? WaitOf(LimitCounts held, DateTimeOffset now, IReadOnlyCollection<QuotaShare> shares)
    {
        var full = shares
            .Select(share => (share.Most, Kept: Kept(held, share.Key, now)))
            .Where(pair => pair.Kept.Number >= pair.Most)
            .ToList();
        return full.Count > 0 ? full.Max(pair => pair.Kept.Until) - now : null;
    }

    /// <remarks>A count that seems to outlast the span dates from before the clock was set back. A small excess is
    /// allowed, because simultaneous requests are not counted in the order of their timestamps.</remarks>
    private LimitCount Kept(LimitCounts held, string key, DateTimeOffset now) =>
        held.Of(KeyOf(key)) is { } kept && kept.Until > now && kept.Until <= now + span + AtOnce
            ? kept
            : new LimitCount { Until = now + span };

    private string KeyOf(string key) => $"{name} {key}";
}

public readonly record struct QuotaShare(string Key, int Most);
