using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Storage;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>Once a minute: everything that is due. All that is scheduled is in the store; Quartz only ticks.</summary>
[DisallowConcurrentExecution]
public sealed partial class HeartbeatJob(
    Heartbeat heartbeat,
    SendHold hold,
    PingOutside outside,
    ILogger<HeartbeatJob> log
) : IJob
{
    /// <remarks>
    /// Never throws: after some failures in a row Quartz takes the trigger away, and the heart would stand still for
    /// good.
    /// </remarks>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            hold.Watch();
            heartbeat.Beat(cancellationToken);
            await outside.TellAsync(cancellationToken);
        }
        catch (Exception error)
        {
            BeatFailed(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
        }
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

    public static void AddHeartbeat(this IServiceCollection services, TimeSpan every)
    {
        services.AddHostedService<BeatSoon>();
        services.AddQuartz(quartz =>
            quartz.ScheduleJob<HeartbeatJob>(
                trigger =>
                    trigger
                        .WithIdentity("heartbeat")
                        .StartNow()
                        .WithSimpleSchedule(schedule =>
                            schedule
                                .WithInterval(every)
                                .RepeatForever()
                                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
                        ),
                job => job.WithIdentity(Job)
            )
        );
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        // A beat ends between two items when the program is asked to stop.
        services.Configure<QuartzSchedulerOptions>(options =>
            options.ShutdownJobInterruption = ShutdownJobInterruption.Always
        );
    }
}
