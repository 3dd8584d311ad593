using System.Diagnostics.Metrics;
using CaregiverSignal.Forms;
using CaregiverSignal.Health;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CaregiverSignal.Hosting;

/// <summary>The service's measurements on one meter, sent by OpenTelemetry if set so (docs/operations.md).</summary>
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

    public static void BeginMeasuring(this WebApplication app)
    {
        app.Services.GetRequiredService<JobMeasures>();
        app.Services.GetRequiredService<FormMeasures>();
    }

    /// <remarks>Separate, so that its packages are loaded only if something is sent.</remarks>
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
