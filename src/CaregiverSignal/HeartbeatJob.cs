using Quartz;

namespace CaregiverSignal;

/// <summary>Once a minute: everything that is due. All that is scheduled is in the store; Quartz only ticks.</summary>
[DisallowConcurrentExecution]
public sealed class HeartbeatJob(Heartbeat heartbeat) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        heartbeat.Beat(cancellationToken);
        return ValueTask.CompletedTask;
    }
}

public static class HeartbeatSchedule
{
    public static void AddHeartbeat(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz
            .ScheduleJob<HeartbeatJob>(trigger => trigger
                .WithIdentity("heartbeat")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule
                    .WithInterval(TimeSpan.FromMinutes(1))
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))));
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }
}
