using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Limits how often requests by strangers put a link into one mailbox: pure.</summary>
/// <param name="Mailed">How many were sent since the last quiet hour.</param>
/// <param name="LastAt">When the last one was sent.</param>
/// <remarks>The longest wait is shorter than a link's life, with room for slow delivery: a mailbox for which links are
/// requested all day always has a working link, and gets six messages in the first hour and five in each hour after
/// it.</remarks>
public sealed record LinkMailThrottle(int Mailed, DateTimeOffset LastAt)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(12)];

    /// <summary>After this long without a message the count restarts.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    public static readonly LinkMailThrottle Unasked = new(0, DateTimeOffset.MinValue);

    /// <summary>The current rate; null if none was sent in the last hour.</summary>
    public static LinkMailThrottle Of(LimitCount? count) =>
        count is null ? Unasked : new LinkMailThrottle(count.Number, count.Until - Quiet);

    /// <summary>Counts one more message to a key's mailbox, if the rate allows one.</summary>
    public static bool Take(LimitCounts counts, string key, DateTimeOffset now)
    {
        var pace = Of(counts.Of(key));
        if (!pace.Allows(now))
            return false;
        counts.Set(key, pace.Next(now).Count);
        return true;
    }

    /// <summary>Allows the next message at once.</summary>
    public static void GiveBack(LimitCounts counts, string key)
    {
        if (counts.Of(key) is { } count)
            counts.Set(key, count with { Number = 0 });
    }

    /// <summary>Its count, which ends after an hour without a message.</summary>
    public LimitCount Count => new() { Number = Mailed, Until = LastAt + Quiet };

    /// <remarks>A message dated in the future was sent before the clock was set back.</remarks>
    public bool Allows(DateTimeOffset now) =>
        Mailed == 0 || now < LastAt || now - LastAt >= Waits[Math.Min(Mailed, Waits.Length) - 1];

    public LinkMailThrottle Next(DateTimeOffset now) => new(IsOver(now) ? 1 : Mailed + 1, now);

    public bool IsOver(DateTimeOffset now) => Mailed == 0 || now - LastAt >= Quiet;
}
