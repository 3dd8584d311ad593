namespace CaregiverSignal.Hosting;

/// <summary>Starts a part of the program after the pages open, and stops it with them.</summary>
public sealed class OncePagesAreOpen(IHostedService part, IHostApplicationLifetime lifetime) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await part.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var started = lifetime.ApplicationStarted.Register(open.SetResult);
        await open.Task.WaitAsync(stoppingToken);
        await part.StartAsync(stoppingToken);
    }
}

public static class OncePagesAreOpenServices
{
    public static void AddOncePagesAreOpen(
        this IServiceCollection services,
        Func<IServiceProvider, IHostedService> part
    ) =>
        services.AddSingleton<IHostedService>(parts => new OncePagesAreOpen(
            part(parts),
            parts.GetRequiredService<IHostApplicationLifetime>()
        ));
}
