namespace CaregiverSignal.Storage;

/// <summary>
/// Writes to a server. Each holds an advisory lock of the server's until it is committed, so that those of other
/// programs come one after another too, and none sees half of another, loses to it, or runs twice. Writes that run
/// beside one another share that lock, and each has one of whom it is about.
/// </summary>
/// <remarks>
/// A commit does not wait for the server's disk: the next write begins meanwhile (<see cref="PostgresFlush"/>). The
/// server's log is in their order, so that what is durable rests on nothing that is not. Who reads may see for a moment
/// what a server that breaks down just then has not kept; who wrote it was not answered yet.
/// </remarks>
/// <param name="flush">Closed with the one that writes alone.</param>
/// <param name="first">Null for one that writes beside others.</param>
internal sealed class PostgresWriter(
    PostgresStore store,
    WriteFault fault,
    PostgresFlush flush,
    Statements? first = null
) : Writer(store, fault, first)
{
    /// <remarks>The server takes the commit of a transaction in which a statement failed for a rollback, without a
    /// word: the question before it fails then.</remarks>
    private const string HasChanged = "select pg_current_xact_id_if_assigned() is not null";

    private readonly bool isBeside = first is null;
    private bool hasChanged;

    protected override Statements Open() => store.OpenUnflushed();

    protected override Transaction OnOpenConnection() => new(OpenConnection(), isBeside: isBeside);

    /// <remarks>
    /// A write beside others begins with what it asks first, which locks whom it is about. One that runs alone begins
    /// where it has its turn, and not before.
    /// </remarks>
    protected override void Begin(Transaction transaction)
    {
        if (isBeside)
            transaction.BeginWithNext(store.BeginWriting);
        else
            transaction.Begin(store.BeginWriting + PostgresStore.TakeWritersTurn);
    }

    /// <remarks>
    /// Where the server goes away during the commit, nobody knows what it has: the caller is told that it failed, and
    /// does it again. A row that is there by then has its key, and a mail that is marked is not sent. Whoever writes
    /// alone holds a thread until it is done: where all do, none would be left to go on after an answer.
    /// </remarks>
    protected override async Task<bool> CommitAsync(Transaction transaction)
    {
        hasChanged = isBeside
            ? await transaction.AskAsync<bool>(HasChanged, "commit").ConfigureAwait(false)
            : transaction.Ask<bool>(HasChanged, "commit");
        return true;
    }

    /// <remarks>One that changed nothing waits for nothing.</remarks>
    protected override Task Durable() => hasChanged ? flush.DoneAsync() : Task.CompletedTask;

    protected override bool IsBusy(Exception error) => PostgresStore.IsBusy(error);

    protected override void Close()
    {
        if (!isBeside)
            flush.Dispose();
    }
}
