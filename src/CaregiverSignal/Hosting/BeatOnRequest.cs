using CaregiverSignal.Time;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Triggers a beat at once when somebody asks to be called, so that the alert goes within seconds, and not after a
/// minute or more.
/// </summary>
public sealed class BeatOnRequest(Nudge nudge, ISchedulerFactory schedulers, TimeProvider clock) : BackgroundService
{
    /// <summary>However many people ask, extra beats come no more often than this.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await nudge.NextAsync(stoppingToken);
            try
            {
                var scheduler = await schedulers.GetScheduler(stoppingToken);
                await scheduler.TriggerJob(HeartbeatSchedule.Job, stoppingToken);
            }
            catch (SchedulerException)
            {
                // The program is stopping, or the next beat comes within the minute anyway.
            }

            await Task.Delay(Apart, clock, stoppingToken);
        }
    }
}
