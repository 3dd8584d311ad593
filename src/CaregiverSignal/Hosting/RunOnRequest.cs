using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>Runs the jobs at once if somebody asks to be called: the alert then goes within seconds.</summary>
/// <remarks>If another program runs the jobs on this database, it finds the request within the minute.</remarks>
public sealed class RunOnRequest(
    JobTrigger jobTrigger,
    [FromKeyedServices(JobSchedule.Scheduler)] ISchedulerFactory schedulers,
    TimeProvider clock
) : BackgroundService
{
    /// <summary>However many people ask, the jobs run no more often than this.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await jobTrigger.NextAsync(stoppingToken);
            try
            {
                await (await schedulers.GetScheduler(stoppingToken)).TriggerJob(JobSchedule.Key, stoppingToken);
            }
            catch (SchedulerException)
            {
                // The program is stopping, or the jobs run within the minute anyway.
            }

            await Task.Delay(Apart, clock, stoppingToken);
        }
    }
}
