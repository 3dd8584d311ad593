using System.Collections.Concurrent;

namespace CaregiverSignal.Time;

/// <summary>Lets the same fault be logged once a minute: a full disk or a lost database fails each look that is
/// taken.</summary>
public sealed class OnceAMinute(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> told = new(StringComparer.Ordinal);

    /// <summary>Whether a fault is to be told now; of two threads that meet it, one tells it.</summary>
    /// <param name="fault">What tells it from others; one of few.</param>
    public bool IsDue(string fault)
    {
        var now = clock.GetTimestamp();
        return told.TryGetValue(fault, out var at)
            ? clock.GetElapsedTime(at, now) >= Between && told.TryUpdate(fault, now, at)
            : told.TryAdd(fault, now);
    }
}
