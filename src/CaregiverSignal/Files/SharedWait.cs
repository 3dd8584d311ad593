using System.Diagnostics;

namespace CaregiverSignal.Files;

/// <summary>
/// One wait for many, such as a sync of a disk: whoever comes while one is going on shares the next with all who come
/// meanwhile.
/// </summary>
/// <remarks>
/// Those who shared a wait tend to come back together, so the next one begins when as many have come, or after half the
/// time that the last one took.
/// </remarks>
/// <param name="wait">Waits for all that have come; while it runs, nobody else does.</param>
public sealed class SharedWait<T>(Action<IReadOnlyList<T>> wait)
{
    private readonly object gate = new();
    private Group next = new();
    private bool isWaiting;
    private int lastCame;
    private TimeSpan lastTook;

    /// <summary>Comes back after a wait that began when this one had come.</summary>
    /// <exception cref="IOException">The wait failed, for all who shared it.</exception>
    public void For(T one)
    {
        var (mine, begins) = Join(one);
        if (begins)
            WaitFor(mine);
        if (mine.Error is { } error)
            throw new IOException(error.Message, error);
    }

    private (Group Group, bool Begins) Join(T one)
    {
        lock (gate)
        {
            var mine = next;
            mine.Members.Add(one);
            Monitor.PulseAll(gate);
            while (isWaiting && !mine.IsDone)
                Monitor.Wait(gate);
            if (mine.IsDone)
                return (mine, false);
            isWaiting = true;
            var began = Stopwatch.GetTimestamp();
            while (
                mine.Members.Count < lastCame && lastTook / 2 - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest
            )
                Monitor.Wait(gate, rest);
            (next, lastCame) = (new Group(), mine.Members.Count);
            return (mine, true);
        }
    }

    private void WaitFor(Group group)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            wait(group.Members);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            group.Error = error;
        }
        finally
        {
            lock (gate)
            {
                (isWaiting, group.IsDone, lastTook) = (false, true, Stopwatch.GetElapsedTime(began));
                Monitor.PulseAll(gate);
            }
        }
    }

    private sealed class Group
    {
        public List<T> Members { get; } = [];

        public bool IsDone { get; set; }

        public Exception? Error { get; set; }
    }
}
