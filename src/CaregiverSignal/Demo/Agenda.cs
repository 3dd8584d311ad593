using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>The planned events of a simulation; moves the clock to each moment in turn.</summary>
public sealed class Agenda(StandingClock clock)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> planned = new();
    private readonly HashSet<DateTimeOffset> beats = [];
    private long order;

    public void Plan(DateTimeOffset at, Action happens) => planned.Enqueue(happens, (at, order++));

    /// <summary>Plans a beat at the next quarter of an hour; two beats at the same moment become one.</summary>
    /// <remarks>
    /// The service beats every minute; here a beat at which nothing can be due is left out, which is the only
    /// difference.
    /// </remarks>
    public void PlanBeat(Action beat)
    {
        var now = clock.GetUtcNow();
        PlanBeat(new DateTimeOffset(now.Ticks - (now.Ticks % Quarter.Ticks) + Quarter.Ticks, TimeSpan.Zero), beat);
    }

    public void PlanBeat(DateTimeOffset at, Action beat)
    {
        if (beats.Add(at))
            Plan(at, beat);
    }

    /// <summary>Runs what is planned up to and including an instant, and leaves the clock there.</summary>
    public void RunUntil(DateTimeOffset end)
    {
        while (planned.TryPeek(out _, out var next) && next.At <= end)
        {
            var happens = planned.Dequeue();
            clock.MoveTo(next.At);
            happens();
        }

        clock.MoveTo(end);
    }
}
