namespace CaregiverSignal.Storage;

/// <summary>Decides which of several programs on one store runs the jobs: the one whose session holds a PostgreSQL
/// advisory lock. All of them serve pages. On SQLite the only program always runs them.</summary>
/// <remarks>The server frees the lock with the session: immediately when a program ends or is killed, and after
/// <see cref="LongestSilence"/> when it is paused or cut off. A program that got no answer for
/// <see cref="LongestUnkept"/> starts nothing more; transactions protect what it was doing.</remarks>
public sealed partial class RunnerLock(
    Database database,
    JobTrigger jobTrigger,
    TimeProvider clock,
    ILogger<RunnerLock> log
) : BackgroundService
{
    /// <summary>How often each program asks for the lock, including its holder.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    /// <summary>Without an answer for this long, a program no longer assumes that it has the lock.</summary>
    public static readonly TimeSpan LongestUnkept = TimeSpan.FromSeconds(12);

    /// <summary>The server ends a session silent for this long; two rounds longer than
    /// <see cref="LongestUnkept"/>.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private readonly OnceAMinute due = new(clock);
    private readonly SemaphoreSlim turn = new(1, 1);
    private RunnerSession? session;
    private volatile bool isHeld;
    private long keptAt;

    /// <summary>Whether this program may run jobs; checked before each item.</summary>
    public bool IsMine => !database.Engine.IsShared || (isHeld && SinceKept < LongestUnkept);

    private TimeSpan SinceKept => clock.GetElapsedTime(Interlocked.Read(ref keptAt));

    /// <returns>Whether this program has the lock.</returns>
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
            // Taken before the statement: the time it takes counts as time without an answer.
            var (had, asked) = (isHeld, clock.GetTimestamp());
            isHeld = false;
            isHeld = await AskAsync(stop);
            if (isHeld)
                Interlocked.Exchange(ref keptAt, asked);
            if (isHeld && !had)
            {
                Taken();
                // The previous holder may not have finished what was requested.
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

    /// <summary>Releases the lock immediately.</summary>
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

    /// <remarks>Opens a new session if the server has ended the old one.</remarks>
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

/// <summary>A server session that asks for the job runner's lock and holds it until it ends.</summary>
internal sealed class RunnerSession(StoreConnection connection, long number) : IDisposable
{
    /// <returns>Whether this session has the lock now.</returns>
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

    /// <summary>Releases the lock explicitly, as the server takes a moment to end a session.</summary>
    public async Task ReleaseAsync()
    {
        try
        {
            await connection.ExecuteAsync($"select pg_advisory_unlock_all()");
        }
        catch (Exception error) when (connection.Engine.IsAtFault(error) || error is InvalidOperationException)
        {
            // The session is over, and the lock is free.
        }
    }

    public void Dispose() => Database.Quietly(connection.Dispose);
}
