namespace CaregiverSignal.Time;

/// <summary>A clock that stands still until it is moved: for <c>tick --at</c> and <c>demo</c>.</summary>
public sealed class StandingClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, instant.UtcTicks);
}
