using System.Diagnostics.Metrics;
using CaregiverSignal.Forms;
using CaregiverSignal.Health;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CaregiverSignal.Hosting;

/// <summary>What the service measures, on one meter for whoever listens, and sent by OpenTelemetry where its own
/// settings say (docs/operations.md).</summary>
public static class Measuring
{
    public const string MeterName = "CaregiverSignal";

    public static void AddMeasuring(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddSingleton(parts => parts.GetRequiredService<IMeterFactory>().Create(MeterName, ProgramVersion.Version))
            .AddSingleton<FormMeasures>()
            .AddSingleton<JobMeasures>();
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            Send(services);
    }

    /// <summary>Makes the instruments that nothing else asks for.</summary>
    public static void BeginMeasuring(this WebApplication app)
    {
        app.Services.GetRequiredService<JobMeasures>();
        app.Services.GetRequiredService<FormMeasures>();
    }

    /// <remarks>On its own, so that its packages are not loaded where nothing is sent.</remarks>
    private static void Send(IServiceCollection services) =>
        services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService("caregiversignal", serviceVersion: ProgramVersion.Version)
            )
            .WithMetrics(metrics =>
                metrics.AddMeter(MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime").AddOtlpExporter()
            );
}
