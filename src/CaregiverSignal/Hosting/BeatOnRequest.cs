using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Triggers a beat at once when somebody asks to be called, so that the alert goes within seconds, and not after a
/// minute or more. A program that does not lead tells the one that does.
/// </summary>
/// <remarks>
/// Who begins to hear beats at once, for calls that were lost with a connection or while the lead changed.
/// </remarks>
public sealed class BeatOnRequest(
    Nudge nudge,
    ISchedulerFactory schedulers,
    Database database,
    Lead lead,
    TimeProvider clock
) : BackgroundService
{
    /// <summary>However many people ask, extra beats come no more often than this.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    /// <remarks>A fault of either ends the program, as nobody would hear of it.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var answering = AnswerAsync(stoppingToken);
        await await (
            database.Engine.IsShared ? Task.WhenAny(answering, HearAsync(stoppingToken)) : Task.FromResult(answering)
        );
    }

    private async Task AnswerAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await nudge.NextAsync(stop);
            try
            {
                if (lead.IsMine)
                    await (await schedulers.GetScheduler(stop)).TriggerJob(HeartbeatSchedule.Job, stop);
                else
                    database.Write(database.Engine.CallLead);
            }
            catch (Exception error) when (error is SchedulerException or StorageException)
            {
                // The program is stopping, or the next beat comes within the minute anyway.
            }

            await Task.Delay(Apart, clock, stop);
        }
    }

    private async Task HearAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (lead.IsMine)
                    await database.Engine.HearCallsAsync(() => lead.IsMine, nudge.Give, stop);
            }
            catch (StorageException)
            {
                // A new connection is tried below.
            }

            await Task.Delay(Lead.Every, clock, stop);
        }
    }
}
