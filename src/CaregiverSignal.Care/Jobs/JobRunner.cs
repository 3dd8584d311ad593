using System.Data.Common;
using System.Diagnostics;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Jobs;

/// <summary>Runs all jobs, each until nothing is left for it; handing over mail is separate.</summary>
/// <remarks>The service runs them every minute, <c>tick</c> once, <c>demo</c> throughout its months. Only one run
/// happens at a time.</remarks>
public sealed partial class JobRunner(
    IEnumerable<DueJob> all,
    CurrentSettings settings,
    RunnerLock runnerLock,
    Database database,
    SiteTime time,
    ILogger<JobRunner> log
) : IDisposable
{
    /// <summary>Jobs run every minute; after this long without a run, somebody should look.</summary>
    public static readonly TimeSpan LongestBetween = TimeSpan.FromMinutes(5);

    /// <summary>The job name under which a run's own failure is noted.</summary>
    public const string WholeRun = "every job";

    private static readonly TimeSpan Aside = TimeSpan.FromHours(1);

    /// <summary>How long a run keeps going before it lets others write; a command beside the service waits ten times as
    /// long.</summary>
    private static readonly TimeSpan LongestWithoutTurn = TimeSpan.FromSeconds(1);

    private readonly List<DueJob> jobs = [.. all];
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<JobFailure> failed = [];

    /// <summary>When the last run ended; before the first, since when runs are expected; null if none are, as in a
    /// demo.</summary>
    public DateTimeOffset? LastRunAt { get; private set; }

    /// <summary>Given at each item, so that a long run shows that it is still working.</summary>
    public Heartbeat Heartbeat { get; } = new(time.Provider);

    private int failedRuns;

    public int Failures { get; private set; }

    /// <summary>The failures of the last run, by job and item.</summary>
    public IReadOnlyList<JobFailure> Failed => failed;

    /// <summary>Expects a run every minute from now on.</summary>
    public void Expect() => LastRunAt ??= time.Now;

    /// <param name="stop">Ends the run between two items; it still records its own results.</param>
    public async Task<int> RunAsync(CancellationToken stop = default)
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            return await RunInTurnAsync(
                job => RunUntilNothingIsLeftAsync(job, stop),
                () => stop.IsCancellationRequested
            );
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<int> RunInTurnAsync(Func<DueJob, Task<int>> run, Func<bool> isStopped)
    {
        failed.Clear();
        await settings.ReloadAsync(database);
        using var spoken = Languages.Speak(settings.SupportPoint.Language);
        if (!await runnerLock.TryTakeAsync())
        {
            LastRunAt = time.Now;
            return 0;
        }

        var held = await database.ReadAsync(SendHold.WhyHeld);
        var now = time.Now;
        var inTrouble = await database.WriteAsync(async transaction =>
        {
            if (held != HoldReason.Clock)
                await SiteClockTable.Set(transaction, now, simulated: false);
            await FailureTable.Release(transaction, now);
            return (await FailureTable.All(transaction))
                .Where(failure => failure.Kind != JobWatch.NotDone)
                .Select(failure => failure.Job)
                .ToHashSet();
        });
        var done = 0;
        foreach (var job in jobs.Where(job => !job.Job.IsHeld(held, settings.Mail.IsSaid)))
        {
            done += await run(job);
            var wentWell =
                !isStopped() && !failed.Exists(failure => failure.Job == job.Job.Name && failure.Item is null);
            if (wentWell && inTrouble.Contains(job.Job.Name))
                await database.WriteAsync(transaction => FailureTable.Forget(transaction, job.Job.Name));
        }

        failedRuns = 0;
        if (inTrouble.Contains(WholeRun))
            await database.WriteAsync(transaction => FailureTable.Forget(transaction, WholeRun));
        LastRunAt = time.Now;
        return done;
    }

    /// <summary>Notes a run that ended before its last job, from the second in a row: a single one resolves
    /// itself.</summary>
    public async Task NoteFailedRunAsync(Exception error)
    {
        if (++failedRuns < 2)
            return;
        try
        {
            await database.WriteAsync(transaction =>
                FailureTable.Note(transaction, WholeRun, FailureTable.NoItem, error.GetType().Name, time.Now)
            );
        }
        catch (Exception cannotWrite) when (cannotWrite is StorageException or DbException)
        {
            JobFailed(WholeRun, cannotWrite.GetType().Name, cannotWrite.StackTrace);
        }
    }

    /// <remarks>If one of several items fails, their shared write is rolled back and they are retried one by one: then
    /// the failing one is alone and affects no other.</remarks>
    private async Task<int> RunUntilNothingIsLeftAsync(DueJob job, CancellationToken stop)
    {
        var (done, alone, began) = (0, 0, Stopwatch.GetTimestamp());
        for (var goesOn = true; goesOn && runnerLock.IsMine && !stop.IsCancellationRequested; )
        {
            Heartbeat.Give();
            if (Stopwatch.GetElapsedTime(began) > LongestWithoutTurn)
            {
                await Task.Delay(database.Engine.Turn, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                began = Stopwatch.GetTimestamp();
            }

            var most = alone-- > 0 ? 1 : job.MostTogether;
            try
            {
                var now = await job.Run(most, stop);
                done += now;
                goesOn = now == most;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                goesOn = false;
            }
            catch (Exception) when (most > 1)
            {
                alone = most;
                TogetherFailed(job.Job.Name);
            }
            catch (Exception error)
            {
                goesOn = await PutAsideAsync(job.Job.Name, error);
            }
        }

        return done;
    }

    /// <summary>Puts a failed item aside for an hour, so that the job continues with the others; if no item is to
    /// blame, the job waits for the next run.</summary>
    /// <remarks>A message can quote an answer or a name, so only the error's type and its place in the program are
    /// logged and kept.</remarks>
    private async Task<bool> PutAsideAsync(string name, Exception error)
    {
        var atItem = error as ItemFailedException;
        var cause = atItem?.InnerException ?? error;
        Failures++;
        failed.Add(JobFailure.Of(name, atItem?.Item, cause));
        if (atItem is null)
            JobFailed(name, cause.GetType().Name, cause.StackTrace);
        else
            ItemFailed(name, atItem.Item, cause.GetType().Name, cause.StackTrace);
        try
        {
            await database.WriteAsync(transaction =>
                FailureTable.Note(
                    transaction,
                    name,
                    atItem?.Item ?? FailureTable.NoItem,
                    cause.GetType().Name,
                    time.Now,
                    atItem is null ? null : time.Now + Aside
                )
            );
            return atItem is not null;
        }
        catch (StorageException cannotWrite)
        {
            JobFailed(name, cannotWrite.Message, cannotWrite.StackTrace);
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Some items of '{Job}' go one by one, as one of them failed"
    )]
    private partial void TogetherFailed(string job);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Job '{Job}' failed with {Kind}; it is tried again next time{Where}"
    )]
    private partial void JobFailed(string job, string kind, string? where);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Job '{Job}' failed at item {Item} with {Kind}; the item is tried again in an hour{Where}"
    )]
    private partial void ItemFailed(string job, long item, string kind, string? where);
}
