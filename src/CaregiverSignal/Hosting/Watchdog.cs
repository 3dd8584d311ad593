using CaregiverSignal.Health;
using Microsoft.Extensions.Hosting.Systemd;

namespace CaregiverSignal.Hosting;

/// <summary>Tells systemd each minute that the program is alive, which its host extension never does.</summary>
/// <remarks>Only while jobs and email are running, because systemd restarts a program without a sign of life. A failed
/// run counts too: health routes report a full disk, and a restart would not help.</remarks>
public sealed class Watchdog(ISystemdNotifier systemd, Readiness readiness, TimeProvider clock) : BackgroundService
{
    /// <summary>Whether systemd waits to be told; its host extension's check fails in our units.</summary>
    public static bool IsAwaited { get; } = Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 };

    public static void AddWhereAwaited(IServiceCollection services)
    {
        if (IsAwaited)
            services
                .AddSingleton<ISystemdNotifier, SystemdNotifier>()
                .AddSingleton<IHostLifetime, SystemdLifetime>()
                .AddHostedService<Watchdog>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            if (readiness.GoesRound)
                systemd.Notify(new ServiceState("WATCHDOG=1"));
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
