using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>What is going to happen when, in simulated time; moves the clock to each moment in turn.</summary>
public sealed class Agenda(StandingClock clock)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> planned = new();
    private readonly HashSet<DateTimeOffset> beats = [];
    private long order;

    public void Plan(DateTimeOffset at, Action happens) => planned.Enqueue(happens, (at, order++));

    /// <summary>Plans a beat at the next quarter of an hour; two for the same moment are one.</summary>
    /// <remarks>
    /// The service beats every minute; a beat at which nothing can be due is left out here, and that is all the
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

    /// <summary>Lets happen what is planned up to and including an instant, and leaves the clock there.</summary>
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
