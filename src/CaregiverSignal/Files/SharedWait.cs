namespace CaregiverSignal.Files;

/// <summary>
/// One wait for many, such as a sync of a disk: whoever comes while one is going on shares the next with all who come
/// meanwhile.
/// </summary>
/// <param name="wait">Waits for all that have come; while it runs, nobody else does.</param>
public sealed class SharedWait<T>(Action<IReadOnlyList<T>> wait)
{
    private readonly object gate = new();
    private Group next = new();
    private bool isWaiting;

    /// <summary>Comes back after a wait that began when this one had come.</summary>
    /// <exception cref="IOException">The wait failed, for all who shared it.</exception>
    public void For(T one)
    {
        Group mine;
        lock (gate)
        {
            mine = next;
            mine.Members.Add(one);
            while (isWaiting && !mine.IsDone)
                Monitor.Wait(gate);
            if (!mine.IsDone)
                (isWaiting, next) = (true, new Group());
            else if (mine.Error is null)
                return;
        }

        if (!mine.IsDone)
            WaitFor(mine);
        if (mine.Error is { } error)
            throw new IOException(error.Message, error);
    }

    private void WaitFor(Group group)
    {
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
                (isWaiting, group.IsDone) = (false, true);
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
