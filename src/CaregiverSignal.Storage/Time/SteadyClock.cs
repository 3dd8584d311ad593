namespace CaregiverSignal.Time;

/// <summary>A clock that nobody can set: it goes on from the time at which it began. Whoever waits for a moment by it
/// waits no longer when the other one is put back.</summary>
public sealed class SteadyClock(TimeProvider real) : TimeProvider
{
    private readonly DateTimeOffset begun = real.GetUtcNow();
    private readonly long beganAt = real.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => begun + real.GetElapsedTime(beganAt);
}
