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
    private readonly Lock turn = new();
    private RunnerSession? session;
    private volatile bool isHeld;
    private long keptAt;

    /// <summary>Whether this program may run jobs; asked before each item.</summary>
    public bool IsMine => !database.Engine.IsShared || (isHeld && SinceKept < LongestUnkept);

    private TimeSpan SinceKept => clock.GetElapsedTime(Interlocked.Read(ref keptAt));

    /// <returns>Whether this program has it.</returns>
    /// <exception cref="StorageException">The server does not answer.</exception>
    public bool TryTake()
    {
        if (!database.Engine.IsShared)
            return true;
        lock (turn)
        {
            if (isHeld && SinceKept < Every)
                return true;
            // Taken before the question: how long the answer took counts as time without one.
            var (had, asked) = (isHeld, clock.GetTimestamp());
            isHeld = false;
            isHeld = Ask();
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
    }

    /// <summary>Leaves the jobs to another at once.</summary>
    public void Release()
    {
        lock (turn)
        {
            isHeld = false;
            session?.Release();
            session?.Dispose();
            session = null;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Release();
    }

    public override void Dispose()
    {
        Release();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database.Engine.IsShared && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                TryTake();
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
    private bool Ask()
    {
        if (session is not null)
        {
            try
            {
                return session.TryTake();
            }
            catch (StorageException)
            {
                session.Dispose();
                session = null;
            }
        }

        session = database.Engine.OpenRunnerSession();
        return session.TryTake();
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
    public void Release() => Database.Quietly(() => statements.Execute($"select pg_advisory_unlock_all()"));

    public void Dispose() => Database.Quietly(statements.Dispose);
}
