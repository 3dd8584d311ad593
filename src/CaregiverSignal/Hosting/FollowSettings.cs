using CaregiverSignal.Configuration;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Lets hold here, within seconds, what was changed in the browser of another machine on the same store; one machine by
/// itself knows at once.
/// </summary>
public sealed class FollowSettings(SettingsInForce inForce, Database database, TimeProvider clock) : BackgroundService
{
    /// <summary>Soon enough for a person, and one small question each time (our choice).</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                TakeOrWait();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    /// <summary>A server that is away for a moment is noticed elsewhere; the next time asks again.</summary>
    private void TakeOrWait()
    {
        try
        {
            inForce.Take(database);
        }
        catch (StorageException)
        {
            // As above.
        }
    }
}
