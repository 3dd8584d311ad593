namespace CaregiverSignal.Storage;

/// <summary>
/// Connections to write on: as many writes run at a time as there are connections, each with a durable commit of its
/// own, and they begin in the order in which they were asked for.
/// </summary>
/// <remarks>
/// For all threads at once. Who finds a connection free writes on their own thread. Those that wait are run one after
/// another on one thread, or on none while a server answers, and whoever asked goes on elsewhere: to wake a thread for
/// each would take a twentieth of a write, and what its processor has at hand.
/// </remarks>
internal sealed class Writers(StoreEngine engine, WriteFault fault, IReadOnlyList<Writer> all) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stack<Writer> free = new(all);
    private readonly LinkedList<Func<Writer, Task>> waiting = [];
    private readonly TaskCompletionSource finished = new();
    private bool isClosed;

    /// <summary>How long a write waits for its turn at most.</summary>
    public TimeSpan Patience { get; init; } = Writer.LongestWait;

    /// <exception cref="StorageException">Nothing is stored, or nobody knows whether the store kept it.</exception>
    public async Task<T> RunAsync<T>(Func<Transaction, Task<T>> write)
    {
        Writer? on = null;
        var ended = new TaskCompletionSource<(T, Task)>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A task runs as whoever made it, so in their language.
        var turn = new Task<Task>(TurnAsync);
        var place = Begin(writer =>
        {
            on = writer;
            turn.RunSynchronously(TaskScheduler.Default);
            return turn.Result;
        });
        if (place is not null)
            await HasTurnAsync(place, ended.Task).ConfigureAwait(false);
        var (result, durable) = await ended.Task.ConfigureAwait(false);
        try
        {
            await durable.ConfigureAwait(false);
        }
        catch (StorageException)
        {
            fault.IsLast = true;
            throw;
        }

        return result;

        async Task TurnAsync()
        {
            var run = on!.RunAsync(write);
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.SetFromTask(run);
        }
    }

    /// <summary>Takes no more, and comes back when all that wait are done.</summary>
    public void Finish()
    {
        lock (gate)
        {
            isClosed = true;
            NoteWhetherFinished();
        }

        finished.Task.Wait();
    }

    public void Dispose()
    {
        foreach (var writer in all)
            writer.Dispose();
    }

    /// <returns>The place of a write among those that wait; null where a connection was free, and it has run.</returns>
    private LinkedListNode<Func<Writer, Task>>? Begin(Func<Writer, Task> write)
    {
        Writer? writer;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (!free.TryPop(out writer))
                return waiting.AddLast(write);
        }

        _ = RunAllAsync(writer, write);
        return null;
    }

    private async Task RunAllAsync(Writer writer, Func<Writer, Task> first)
    {
        await first(writer).ConfigureAwait(false);
        if (NextOn(writer) is not { } next)
            return;
        // Who was first goes on.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        do await next(writer).ConfigureAwait(false);
        while ((next = NextOn(writer)) is not null);
    }

    /// <returns>What has waited longest; null where nothing waits, and the connection is free.</returns>
    private Func<Writer, Task>? NextOn(Writer writer)
    {
        lock (gate)
        {
            if (waiting.First is { } first)
            {
                waiting.RemoveFirst();
                return first.Value;
            }

            free.Push(writer);
            NoteWhetherFinished();
            return null;
        }
    }

    private void NoteWhetherFinished()
    {
        if (isClosed && free.Count == all.Count)
            finished.TrySetResult();
    }

    /// <exception cref="StorageException">It did not come in time, and never will.</exception>
    private async Task HasTurnAsync(LinkedListNode<Func<Writer, Task>> place, Task ended)
    {
        await ended.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ended.IsCompleted)
            return;
        lock (gate)
        {
            if (place.List is null)
                return;
            waiting.Remove(place);
        }

        fault.IsLast = true;
        throw new StorageException(
            $"{engine.Name}: others wrote for {Patience.TotalSeconds:0} seconds, and this one had no turn."
        );
    }
}
