namespace CaregiverSignal.Storage;

/// <summary>
/// Writes to a server. Each holds an advisory lock of the server's until it is committed, so that those of other
/// programs come one after another too, and none sees half of another, loses to it, or runs twice.
/// </summary>
internal sealed class PostgresWriter(PostgresStore store, Statements first) : Writer(store, first)
{
    /// <remarks>In one round trip.</remarks>
    protected override void Begin(Transaction transaction) =>
        transaction.Execute(store.BeginWriting + PostgresStore.TakeWritersTurn);

    /// <remarks>
    /// Where the server goes away during the commit, nobody knows what it has: the caller is told that it failed, and
    /// does it again. A row that is there by then has its key, and a mail that is marked is not sent.
    /// </remarks>
    protected override bool Commit(Transaction transaction)
    {
        // The server takes the commit of a transaction in which a statement failed for a rollback, without a word.
        transaction.Send("select 1");
        transaction.Execute("commit");
        return true;
    }

    protected override bool IsBusy(Exception error) => PostgresStore.IsBusy(error);
}
