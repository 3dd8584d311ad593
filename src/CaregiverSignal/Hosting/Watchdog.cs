using CaregiverSignal.Health;
using Microsoft.Extensions.Hosting.Systemd;

namespace CaregiverSignal.Hosting;

/// <summary>Tells systemd each minute that the program is alive, which its host extension never does.</summary>
/// <remarks>Only while the beats and the mail go round, because systemd starts a program without a sign of life again.
/// A beat that fails goes round too: a full disk is told by the health routes, and another start would not mend
/// it.</remarks>
public sealed class Watchdog(ISystemdNotifier systemd, Readiness readiness, TimeProvider clock) : BackgroundService
{
    /// <summary>Whether systemd waits to be told, which its host extension asks of the name of the parent: our units
    /// hide that.</summary>
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
