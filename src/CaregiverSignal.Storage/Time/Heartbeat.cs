namespace CaregiverSignal.Time;

/// <summary>When a loop last went round, by the clock that nobody can set.</summary>
public sealed class Heartbeat(TimeProvider clock)
{
    private long last = clock.GetTimestamp();

    public TimeSpan Age => clock.GetElapsedTime(Interlocked.Read(ref last));

    public void Give() => Interlocked.Exchange(ref last, clock.GetTimestamp());
}
