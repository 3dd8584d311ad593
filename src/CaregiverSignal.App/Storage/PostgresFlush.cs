namespace CaregiverSignal.Storage;

/// <summary>
/// Makes what was committed without waiting for the server's disk durable: one flush on a connection of its own answers
/// all whose commit came before it.
/// </summary>
/// <remarks>For all threads at once.</remarks>
internal sealed class PostgresFlush(PostgresStore store) : IDisposable
{
    private readonly Lock gate = new();
    private Statements? connection;

    /// <summary>What the flush that comes next answers; null where nobody waits for one.</summary>
    private TaskCompletionSource? next;

    private Task flushes = Task.CompletedTask;
    private bool isFlushing;

    /// <summary>Ends once all is durable that was committed before it was called.</summary>
    /// <exception cref="StorageException">Nobody knows whether the server kept it.</exception>
    public Task DoneAsync()
    {
        lock (gate)
        {
            next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var waiting = next.Task;
            if (!isFlushing)
            {
                isFlushing = true;
                flushes = Task.Run(Flush);
            }

            return waiting;
        }
    }

    public void Dispose()
    {
        flushes.Wait();
        Writer.Discard(ref connection);
    }

    /// <summary>Flushes until nobody waits for it.</summary>
    private void Flush()
    {
        while (true)
        {
            TaskCompletionSource answered;
            lock (gate)
            {
                if (next is null)
                {
                    isFlushing = false;
                    return;
                }

                (answered, next) = (next, null);
            }

            // Whatever it ends with is the answer.
            var flush = new Task(FlushOnce);
            flush.RunSynchronously();
            answered.SetFromTask(flush);
        }
    }

    /// <summary>The commit of a line of the server's log, which is durable with all before it.</summary>
    /// <remarks>A connection that nobody used for a while may be dead, and is opened anew.</remarks>
    private void FlushOnce()
    {
        for (var isIdle = connection is not null; ; isIdle = false)
        {
            try
            {
                connection ??= store.OpenWriter();
                new Transaction(connection).Execute("select pg_logical_emit_message(true, 'caregiversignal', '')");
                return;
            }
            catch (Exception error) when (store.IsAtFault(error))
            {
                Writer.Discard(ref connection);
                if (!isIdle || !store.IsStaleConnection(error))
                    throw store.Explain(error);
            }
        }
    }
}
