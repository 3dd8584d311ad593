using System.Diagnostics;
using CaregiverSignal.Erasure;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Storage;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Runs everything that is due once a minute. The schedule itself is in the store; Quartz only ticks.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class HeartbeatJob(
    Heartbeat heartbeat,
    SendHold hold,
    Erasing erasing,
    Database database,
    PingOutside outside,
    ILogger<HeartbeatJob> log,
    WorkMeasures? measures = null
) : IJob
{
    /// <remarks>
    /// Never throws: after several failures in a row Quartz removes the trigger, and the heartbeat would stop for good.
    /// </remarks>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            hold.Check();
            // A server's database can be put back while this program runs, with people whom this node's own file names.
            if (database.Engine.IsShared)
                erasing.EraseAgain();
            heartbeat.Beat(cancellationToken);
            var took = Stopwatch.GetElapsedTime(began);
            await outside.PingAsync(cancellationToken);
            measures?.AfterBeat(took);
        }
        catch (Exception error)
        {
            BeatFailed(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
        }

        heartbeat.SignOfLife.Give();
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A heartbeat failed with {Kind}, and comes again in a minute: {Where}"
    )]
    private partial void BeatFailed(string kind, string? where);
}

public static class HeartbeatSchedule
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    public static readonly JobKey Job = new("heartbeat");

    /// <param name="readsInbox">A mailbox is set.</param>
    public static void AddHeartbeat(this IServiceCollection services, TimeSpan every, bool readsInbox)
    {
        services.AddHostedService<BeatOnRequest>();
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<HeartbeatJob>(
                trigger => Each(trigger, every, "heartbeat"),
                job => job.WithIdentity(Job)
            );
            if (readsInbox)
                quartz.ScheduleJob<InboxJob>(trigger => Each(trigger, every, "inbox"));
        });
        services.Configure<QuartzHostedServiceOptions>(hosted => hosted.WaitForJobsToComplete = true);
        services.AddOncePagesAreOpen(parts => ActivatorUtilities.CreateInstance<QuartzHostedService>(parts));
        // When the program is asked to stop, a beat ends between two items.
        services.Configure<QuartzSchedulerOptions>(options =>
            options.ShutdownJobInterruption = ShutdownJobInterruption.Always
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
