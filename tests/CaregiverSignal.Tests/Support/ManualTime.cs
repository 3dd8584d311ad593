namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A clock that only moves when a test says so; timers fire while it advances, in the order they are due.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();
    private long elapsed;

    /// <summary>Monday 5 January 2026, ten o'clock in Amsterdam.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public ManualTime()
        : this(Start) { }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the wall clock moves each time that it is read; no timer fires.</summary>
    public TimeSpan EachRead { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            now += EachRead;
            return now;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed;
    }

    /// <summary>Moves both clocks ahead and fires what becomes due, each timer at its own instant.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long end;
        lock (gate)
            end = elapsed + by.Ticks;
        while (NextDue(end) is { } timer)
            timer.Fire();
        MoveTo(end);
    }

    /// <summary>Moves ahead to an instant, as <see cref="Advance"/> does.</summary>
    public void AdvanceTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());

    /// <summary>
    /// Sets the wall clock alone, ahead or back, as an operator or a time server does: no timer fires.
    /// </summary>
    public void JumpTo(DateTimeOffset instant)
    {
        lock (gate)
            now = instant.ToUniversalTime();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(long end)
    {
        lock (gate)
        {
            var timer = timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (timer is null)
                return null;
            if (timer.Due > elapsed)
                Move(timer.Due);
            if (timer.Period > 0)
                timer.Due = elapsed + timer.Period;
            else
                timers.Remove(timer);
            return timer;
        }
    }

    private void MoveTo(long end)
    {
        lock (gate)
        {
            if (end > elapsed)
                Move(end);
        }
    }

    private void Move(long to)
    {
        now = now.AddTicks(to - elapsed);
        elapsed = to;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; set; }

        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time.elapsed + dueTime.Ticks;
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                time.timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time.gate)
                time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
