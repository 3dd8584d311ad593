namespace CaregiverSignal.Time;

/// <summary>A clock that runs from a chosen instant: for the service on a simulated store.</summary>
public sealed class ShiftedClock(TimeProvider real, DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan shift = start - real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + shift;

    public override long GetTimestamp() => real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
