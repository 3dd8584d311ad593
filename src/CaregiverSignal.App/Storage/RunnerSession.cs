namespace CaregiverSignal.Storage;

/// <summary>A session on a server that asks for the lock of whoever runs the jobs, and holds it to its own end.</summary>
internal sealed class RunnerSession(Statements statements, long number) : IDisposable
{
    /// <returns>Whether this session has the lock, from now on or already.</returns>
    /// <exception cref="StorageException">The session is over, or the server does not answer.</exception>
    public bool TryTake()
    {
        try
        {
            return new Transaction(statements).One<bool>(
                $"select case when pg_try_advisory_lock({number}) then 1 else 0 end"
            );
        }
        catch (Exception error) when (statements.Engine.IsAtFault(error))
        {
            throw statements.Engine.Explain(error);
        }
    }

    /// <summary>Leaves the lock to whoever asks next; the server itself takes a moment to end a session.</summary>
    public void Release() => Database.Quietly(() => statements.Execute("select pg_advisory_unlock_all()", null));

    public void Dispose() => Database.Quietly(statements.Dispose);
}
