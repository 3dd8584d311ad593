using CaregiverSignal.Erasure;
using CaregiverSignal.Health;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Pages.ForAdministrators;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>Runs the jobs once a minute. The database says what is due; Quartz only ticks.</summary>
[DisallowConcurrentExecution]
public sealed partial class RunDueJobs(
    JobRunner runner,
    SendHold hold,
    AuditWitness witness,
    Erasures erasures,
    Database database,
    JobWatch watch,
    PingOutside outside,
    Readiness readiness,
    ILogger<RunDueJobs> log,
    PagesAddress? address = null,
    JobMeasures? measures = null
) : IJob
{
    /// <remarks>Never throws: after several failures in a row Quartz would remove the trigger for good.</remarks>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await hold.CheckAsync(cancellationToken);
            // A server's database can be restored while this program runs, with people listed in this node's own file.
            if (database.Engine.IsShared)
                await erasures.EraseAgainAsync(cancellationToken);
            await runner.RunAsync(cancellationToken);
            await witness.KeepAsync(cancellationToken);
            await watch.LookAsync(cancellationToken);
            if (measures is not null)
                await measures.LookAsync(cancellationToken);
            // It may have been set at another node.
            address?.BeginAnew();
            await outside.PingAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Anything unfinished is due at the next start.
        }
        catch (Exception error)
        {
            RunFailed(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
            await runner.NoteFailedRunAsync(error);
            readiness.Forget();
        }

        runner.Heartbeat.Give();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The jobs failed with {Kind}, and run again in a minute: {Where}")]
    private partial void RunFailed(string kind, string? where);
}

public static class JobSchedule
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    public static readonly JobKey Key = new("due jobs");

    /// <summary>Named, because an unnamed scheduler's clock is shared: the jobs need one nobody can set.</summary>
    public const string Scheduler = "jobs";

    public static void AddJobSchedule(this IServiceCollection services, TimeSpan every)
    {
        services.AddHostedService<RunOnRequest>();
        services.AddQuartz(
            Scheduler,
            quartz =>
            {
                quartz.UseTimeProvider(new SteadyClock(TimeProvider.System));
                quartz.ScheduleJob<RunDueJobs>(
                    trigger => Each(trigger, every, "due jobs"),
                    job => job.WithIdentity(Key)
                );
                quartz.ScheduleJob<InboxJob>(trigger => Each(trigger, every, "inbox"));
            }
        );
        services.Configure<QuartzHostedServiceOptions>(Scheduler, hosted => hosted.WaitForJobsToComplete = true);
        services.AddOncePagesAreOpen(parts => ActivatorUtilities.CreateInstance<QuartzHostedService>(parts));
        // When the program is asked to stop, the jobs end between two items.
        services.Configure<QuartzSchedulerOptions>(
            Scheduler,
            options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always
        );
    }

    private static void Each<TJob>(ITriggerConfigurator<TJob> trigger, TimeSpan every, string name)
        where TJob : IJob =>
        trigger
            .WithIdentity(name)
            .StartNow()
            .WithSimpleSchedule(schedule =>
                schedule
                    .WithInterval(every)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
            );
}
