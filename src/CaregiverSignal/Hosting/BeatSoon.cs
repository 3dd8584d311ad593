using CaregiverSignal.Time;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Lets the heart beat at once when somebody asks to be called: the alert then goes within seconds, and not within a
/// minute and more.
/// </summary>
public sealed class BeatSoon(Nudge nudge, ISchedulerFactory schedulers, TimeProvider clock) : BackgroundService
{
    /// <summary>However many ask, the heart beats no oftener for it.</summary>
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
                // The program stops, or the beat is coming anyway within the minute.
            }

            await Task.Delay(Apart, clock, stoppingToken);
        }
    }
}
