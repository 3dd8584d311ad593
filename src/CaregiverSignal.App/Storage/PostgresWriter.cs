namespace CaregiverSignal.Storage;

/// <summary>
/// Writes to a server. Each holds an advisory lock of the server's until it is committed, so that those of other
/// programs come one after another too, and none sees half of another, loses to it, or runs twice.
/// </summary>
/// <remarks>
/// A commit does not wait for the server's disk: the next write begins meanwhile, and one flush on a connection of its
/// own answers all whose commit came before it. The server's log is in their order, so that what is durable rests on
/// nothing that is not. Who reads may see for a moment what a server that breaks down just then has not kept; who wrote
/// it was not answered yet.
/// </remarks>
internal sealed class PostgresWriter(PostgresStore store, Statements first) : Writer(store, first)
{
    private readonly Lock gate = new();
    private Statements? flushing;

    /// <summary>What the flush that comes next answers; null where nobody waits for one.</summary>
    private TaskCompletionSource? next;

    private Task flushes = Task.CompletedTask;
    private bool isFlushing;
    private bool hasChanged;

    /// <remarks>In one round trip.</remarks>
    protected override void Begin(Transaction transaction) =>
        transaction.Execute(store.BeginWriting + "set local synchronous_commit = off;" + PostgresStore.TakeWritersTurn);

    /// <remarks>
    /// Where the server goes away during the commit, nobody knows what it has: the caller is told that it failed, and
    /// does it again. A row that is there by then has its key, and a mail that is marked is not sent.
    /// </remarks>
    protected override bool Commit(Transaction transaction)
    {
        // The server takes the commit of a transaction in which a statement failed for a rollback, without a word: the
        // question before it fails then.
        hasChanged = transaction.Ask<bool>("select pg_current_xact_id_if_assigned() is not null", "commit");
        return true;
    }

    /// <remarks>One that changed nothing waits for nothing.</remarks>
    protected override Task Durable()
    {
        if (!hasChanged)
            return Task.CompletedTask;
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

    protected override bool IsBusy(Exception error) => PostgresStore.IsBusy(error);

    protected override void Close()
    {
        flushes.Wait();
        Discard(ref flushing);
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
        for (var isIdle = flushing is not null; ; isIdle = false)
        {
            try
            {
                flushing ??= store.OpenWriter();
                new Transaction(flushing).Execute("select pg_logical_emit_message(true, 'caregiversignal', '')");
                return;
            }
            catch (Exception error) when (store.IsAtFault(error))
            {
                Discard(ref flushing);
                if (!isIdle || !store.IsStaleConnection(error))
                    throw store.Explain(error);
            }
        }
    }
}
