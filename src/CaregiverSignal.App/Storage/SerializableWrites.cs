using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>
/// Writes for PostgreSQL: in serializable transactions, several beside one another, each of which does what waits, and
/// run again when one loses to another.
/// </summary>
/// <remarks>
/// Serializable means that whatever they read and write, the outcome is one that they could have had one after another
/// (PostgreSQL 15, 13.2.3): what the functions decide on what they read still holds when it is stored.
/// </remarks>
internal sealed class SerializableWrites : IWrites
{
    /// <summary>More at once than this on a few cores only lose to one another more often.</summary>
    private const int MostAtOnce = 8;

    /// <summary>Those that wait together share a transaction, and cannot lose to one another.</summary>
    private const int MostTogether = 16;

    /// <summary>After so many losses a write runs while no other of this program does.</summary>
    private const int FreeTries = 3;

    /// <summary>After so many also the writes of other programs wait for it, if it is a short one.</summary>
    private const int TriesBesideOthers = 6;

    private const int MostTries = 12;

    /// <summary>
    /// One loser at a time holds this lock, and lets all others write. It is taken before the transaction's snapshot,
    /// as only this statement can be (PostgreSQL 15, LOCK), and ends with the transaction, also that of a program that
    /// is paused.
    /// </summary>
    private const string TakeTurn = "lock table commit_mark in share update exclusive mode;";

    /// <summary>
    /// Keeps every other write from adding its mark, and so from being stored first: what takes longer than they do, as
    /// an import beside people who answer, would lose to one of them each time.
    /// </summary>
    private const string KeepOthersBack = "lock table write_mark in share row exclusive mode;";

    /// <summary>The mark of a write; none when nothing was written.</summary>
    private const string AddMark = """
        insert into write_mark (id)
        select @mark
        where pg_current_xact_id_if_assigned() is not null
        """;

    /// <summary>
    /// Whether a write was undone, which from now on it is unless its mark is there: this waits for a transaction that
    /// has added the mark and has not ended, and one that would add it later fails.
    /// </summary>
    private const string Settle = """
        insert into write_mark (id, is_undone)
        values (@mark, 1)
        on conflict (id) do update set id = excluded.id
        returning is_undone
        """;

    private const string ForgetMarks = $"""
        delete from write_mark
        where id < {HourAgo}
        """;

    private const string HourAgo = """
        to_char((clock_timestamp() - interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        """;

    /// <summary>After so many writes the marks of an hour ago are deleted.</summary>
    private const int BetweenForgetting = 1000;

    /// <summary>No page should keep its visitor waiting for longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>What took longer than this keeps nobody back: they give up after ten seconds.</summary>
    private static readonly TimeSpan LongestKeptBack = TimeSpan.FromSeconds(5);

    /// <summary>How long a server may be away before an unknown commit is given up.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly PostgresStore engine;
    private readonly ConcurrentBag<Statements> idle = [];
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly Lock collecting = new();
    private readonly ConcurrentQueue<WriteJob> waiting = new();
    private volatile bool lastFailed;
    private int written;

    public SerializableWrites(PostgresStore engine, Statements first)
    {
        this.engine = engine;
        idle.Add(first);
    }

    public bool LastFailed => lastFailed;

    public int Waiting => waiting.Count;

    public Action<TimeSpan>? Committed { private get; set; }

    public T Run<T>(Func<Transaction, T> write)
    {
        var job = Add(write);
        if (places.Wait(LongestWait))
            RunWhatWaits(job);
        else
            Withdraw(job);
        return job.Task.GetAwaiter().GetResult();
    }

    public async Task<T> RunAsync<T>(Func<Transaction, T> write)
    {
        var job = Add(write);
        if (!await places.WaitAsync(LongestWait))
            Withdraw(job);
        else if (job.IsTaken)
            places.Release();
        else
            await Task.Run(() => RunWhatWaits(job));
        return await job.Task;
    }

    public void Finish() => TakeAllPlaces();

    public void Dispose()
    {
        Database.DropIdle(idle);
        places.Dispose();
    }

    private WriteJob<T> Add<T>(Func<Transaction, T> write)
    {
        var job = new WriteJob<T>(write);
        waiting.Enqueue(job);
        return job;
    }

    /// <exception cref="StorageException">Nobody has taken it.</exception>
    private void Withdraw(WriteJob job)
    {
        if (!job.TryTake())
            return;
        lastFailed = true;
        throw new StorageException(
            $"{engine.Name}: all {MostAtOnce} connections for writing were in use for {LongestWait.TotalSeconds:0} seconds."
        );
    }

    /// <summary>
    /// Runs what waits in the place that the caller has, and gives the place back. Whoever brought what another took
    /// goes on waiting for it.
    /// </summary>
    private void RunWhatWaits(WriteJob own)
    {
        var losers = new List<WriteJob>();
        try
        {
            while (!own.IsTaken)
            {
                var group = TakeWaiting();
                if (group.Count <= 1 || !TryOnce(group, [], mayLose: true))
                    losers.AddRange(group.Where(job => !TryBesideOthers(job)));
            }
        }
        finally
        {
            places.Release();
        }

        losers.ForEach(RunAlone);
    }

    private List<WriteJob> TakeWaiting()
    {
        var group = new List<WriteJob>();
        while (group.Count < MostTogether && waiting.TryDequeue(out var next))
        {
            // Unless its caller has waited for too long.
            if (next.TryTake())
                group.Add(next);
        }

        return group;
    }

    private bool TryBesideOthers(WriteJob job)
    {
        for (var tries = 1; tries <= FreeTries; tries++)
        {
            if (TryOnce([job], [], mayLose: true))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Runs a loser while no other write of this program runs, so that only another program can win, and in the end
    /// none.
    /// </summary>
    private void RunAlone(WriteJob job)
    {
        TakeAllPlaces();
        try
        {
            var took = TimeSpan.Zero;
            for (var tries = FreeTries + 1; ; tries++)
            {
                var began = Stopwatch.GetTimestamp();
                var keepsBack = tries > TriesBesideOthers && took < LongestKeptBack;
                if (TryOnce([job], keepsBack ? [TakeTurn, KeepOthersBack] : [TakeTurn], mayLose: tries < MostTries))
                    return;
                took = Stopwatch.GetElapsedTime(began);
            }
        }
        finally
        {
            places.Release(MostAtOnce);
        }
    }

    private void TakeAllPlaces()
    {
        // One at a time, or two would wait for one another's places.
        lock (collecting)
        {
            for (var place = 0; place < MostAtOnce; place++)
                places.Wait();
        }
    }

    /// <summary>Runs some in one transaction, and answers those who wait for them.</summary>
    /// <param name="locks">What it waits for, before it reads anything.</param>
    /// <returns>False when the transaction lost to another, or one of several failed: nobody is answered.</returns>
    private bool TryOnce(IReadOnlyList<WriteJob> jobs, IReadOnlyList<string> locks, bool mayLose)
    {
        var isIdle = idle.TryTake(out var connection);
        try
        {
            connection ??= engine.OpenWriter();
        }
        catch (StorageException error)
        {
            return Fail(jobs, error);
        }

        var answers = connection.Answers;
        var transaction = new Transaction(connection) { IsShared = jobs.Count > 1 };
        var isCommitting = false;
        try
        {
            transaction.Execute(engine.BeginWriting);
            foreach (var one in locks)
                transaction.Execute(one);
            foreach (var job in jobs)
                job.Run(transaction);
            isCommitting = true;
            Commit(transaction);
        }
        catch (Exception error)
            when (connection.Answers == answers && engine.IsAtFault(error) && !PostgresStore.IsAnswer(error))
        {
            Database.Quietly(connection.Dispose);
            Database.DropIdle(idle);
            // A server may have dropped one that nobody used; nothing was read or written with it.
            return isIdle && engine.IsOfTheConnection(error)
                ? TryOnce(jobs, locks, mayLose)
                : Fail(jobs, engine.Explain(error));
        }
        catch (Exception error)
        {
            GiveBack(connection, "rollback;");
            if (mayLose && PostgresStore.IsLostToAnother(error))
                return false;
            // Where the store is away, or what it has is unknown, none of them is tried again.
            var isOfAll = engine.IsAtFault(error)
                ? !PostgresStore.IsAnswer(error)
                : isCommitting && error is StorageException;
            return (isOfAll || jobs.Count == 1)
                && Fail(
                    jobs,
                    engine.IsAtFault(error) || error is StorageException
                        ? engine.Explain(error)
                        : transaction.AtItem(error)
                );
        }

        GiveBack(connection, Interlocked.Increment(ref written) % BetweenForgetting == 0 ? ForgetMarks : "");
        lastFailed = false;
        foreach (var job in jobs)
            job.Complete();
        return true;
    }

    private bool Fail(IReadOnlyList<WriteJob> jobs, Exception error)
    {
        lastFailed |= error is StorageException;
        foreach (var job in jobs)
        {
            job.Fail(error);
            job.Complete();
        }

        return true;
    }

    /// <summary>
    /// Commits. When no answer comes, a new connection asks what became of the transaction: a commit whose answer was
    /// lost may be durable.
    /// </summary>
    private void Commit(Transaction transaction)
    {
        var mark = TypeHandlers.Text(TimeProvider.System.GetUtcNow()) + " " + RandomNumberGenerator.GetHexString(16);
        transaction.Execute(AddMark, new { mark });
        var began = Stopwatch.GetTimestamp();
        try
        {
            transaction.Execute("commit;");
            Committed?.Invoke(Stopwatch.GetElapsedTime(began));
        }
        catch (Exception error) when (engine.IsAtFault(error) && !PostgresStore.IsAnswer(error))
        {
            if (IsUndone(mark))
                throw;
        }
    }

    private bool IsUndone(string mark)
    {
        using var never = new ManualResetEventSlim();
        for (var began = Stopwatch.GetTimestamp(); ; never.Wait(BetweenLooks))
        {
            try
            {
                using var connection = engine.OpenWriter();
                return new Transaction(connection).One<bool>(Settle, new { mark });
            }
            catch (Exception error) when (error is StorageException || engine.IsAtFault(error))
            {
                // The server is starting again, cannot be reached, or still ends the old connection.
                if (Stopwatch.GetElapsedTime(began) >= LongestAway)
                    throw new StorageException(
                        $"{engine.Name}: went away in the middle of a write; what it has is unknown."
                    );
            }
        }
    }

    private void GiveBack(Statements connection, string end)
    {
        try
        {
            var transaction = new Transaction(connection);
            if (end.Length > 0)
                transaction.Execute(end);
            idle.Add(connection);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            Database.Quietly(connection.Dispose);
        }
    }
}
