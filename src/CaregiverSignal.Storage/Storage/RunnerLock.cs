namespace CaregiverSignal.Storage;

/// <summary>
/// Decides which of several programs on one store runs the jobs: the one whose session on the server holds an advisory
/// lock of PostgreSQL's. All of them serve pages. Alone on a file, a program always runs them.
/// </summary>
/// <remarks>
/// The server frees the lock with the session: at once where a program ends or is killed, and after
/// <see cref="LongestSilence"/> where one says nothing more, as it is paused or its network is cut. A program that was
/// not answered for <see cref="LongestUnkept"/> does nothing more; what it was in the midst of, its transactions hold.
/// </remarks>
public sealed partial class RunnerLock(
    Database database,
    JobTrigger jobTrigger,
    TimeProvider clock,
    ILogger<RunnerLock> log
) : BackgroundService
{
    /// <summary>How often each program asks for the lock, also the one that has it.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    /// <summary>After this long without an answer, the lock may be another's.</summary>
    public static readonly TimeSpan LongestUnkept = TimeSpan.FromSeconds(12);

    /// <summary>After this long without a word the server ends a session; longer than the former by two rounds.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private readonly OnceAMinute due = new(clock);
    private readonly SemaphoreSlim turn = new(1, 1);
    private RunnerSession? session;
    private volatile bool isHeld;
    private long keptAt;

    /// <summary>Whether this program may run jobs; asked before each item.</summary>
    public bool IsMine => !database.Engine.IsShared || (isHeld && SinceKept < LongestUnkept);

    private TimeSpan SinceKept => clock.GetElapsedTime(Interlocked.Read(ref keptAt));

    /// <returns>Whether this program has it.</returns>
    /// <exception cref="StorageException">The server does not answer.</exception>
    public async Task<bool> TryTakeAsync(CancellationToken stop = default)
    {
        if (!database.Engine.IsShared)
            return true;
        await turn.WaitAsync(stop);
        try
        {
            if (isHeld && SinceKept < Every)
                return true;
            // Taken before the question: how long the answer took counts as time without one.
            var (had, asked) = (isHeld, clock.GetTimestamp());
            isHeld = false;
            isHeld = await AskAsync(stop);
            if (isHeld)
                Interlocked.Exchange(ref keptAt, asked);
            if (isHeld && !had)
            {
                Taken();
                // What the one before was asked for may not have been done.
                jobTrigger.Request();
            }
            else if (had && !isHeld)
            {
                Lost();
            }

            return isHeld;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Leaves the jobs to another at once.</summary>
    public async Task ReleaseAsync()
    {
        await turn.WaitAsync();
        try
        {
            isHeld = false;
            if (session is not null)
                await session.ReleaseAsync();
            session?.Dispose();
            session = null;
        }
        finally
        {
            turn.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ReleaseAsync();
    }

    /// <remarks>The server frees the lock with the session.</remarks>
    public override void Dispose()
    {
        isHeld = false;
        session?.Dispose();
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database.Engine.IsShared && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TryTakeAsync(stoppingToken);
            }
            catch (StorageException error)
            {
                if (due.IsDue(error.Message))
                    Unknown(error.Message);
            }

            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <remarks>A session that the server has ended meanwhile is opened anew.</remarks>
    private async Task<bool> AskAsync(CancellationToken stop)
    {
        if (session is not null)
        {
            try
            {
                return await session.TryTakeAsync();
            }
            catch (StorageException)
            {
                session.Dispose();
                session = null;
            }
        }

        session = await database.Engine.OpenRunnerSessionAsync(stop);
        return await session.TryTakeAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This program now runs the jobs of its store")]
    private partial void Taken();

    [LoggerMessage(Level = LogLevel.Warning, Message = "This program no longer runs the jobs of this store")]
    private partial void Lost();

    [LoggerMessage(Level = LogLevel.Error, Message = "Who runs the jobs cannot be asked: {Why}")]
    private partial void Unknown(string why);
}

/// <summary>
/// A session on a server that asks for the lock of whoever runs the jobs, and holds it to its own end.
/// </summary>
internal sealed class RunnerSession(StoreConnection connection, long number) : IDisposable
{
    /// <returns>Whether this session has the lock, from now on or already.</returns>
    /// <exception cref="StorageException">The session is over, or the server does not answer.</exception>
    public async Task<bool> TryTakeAsync()
    {
        try
        {
            return await new Transaction(connection).One<bool>(
                $"select case when pg_try_advisory_lock({number}) then 1 else 0 end"
            );
        }
        catch (Exception error) when (connection.Engine.IsAtFault(error))
        {
            throw connection.Engine.Explain(error);
        }
    }

    /// <summary>Leaves the lock to whoever asks next; the server itself takes a moment to end a session.</summary>
    public async Task ReleaseAsync()
    {
        try
        {
            await connection.ExecuteAsync($"select pg_advisory_unlock_all()");
        }
        catch (Exception error) when (connection.Engine.IsAtFault(error) || error is InvalidOperationException)
        {
            // It is over, and the lock is free.
        }
    }

    public void Dispose() => Database.Quietly(connection.Dispose);
}
