using System.Diagnostics.Metrics;
using CaregiverSignal.Answers;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Metrics;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Hosting;

/// <summary>
/// What the service measures, on one meter for whoever listens, and as text where the settings ask for it
/// (docs/metrics.md).
/// </summary>
public static class Measuring
{
    public const string MeterName = "CaregiverSignal";

    /// <summary>What else is in the text: the framework's own instruments that an operator needs.</summary>
    private static readonly HashSet<string> OfTheFramework = new(StringComparer.Ordinal)
    {
        "http.server.request.duration",
        "http.server.active_requests",
        "dotnet.process.cpu.time",
        "dotnet.process.memory.working_set",
    };

    public static void AddMeasuring(this IServiceCollection services, Settings settings)
    {
        services
            .AddSingleton(parts => parts.GetRequiredService<IMeterFactory>().Create(MeterName, ProgramVersion.Version))
            .AddSingleton<MailMeasures>()
            .AddSingleton<FormMeasures>()
            .AddSingleton<SignalMeasures>()
            .AddSingleton<StoreMeasures>()
            .AddSingleton<WorkMeasures>();
        if (settings.Metrics.Url is null)
            return;
        services.AddSingleton(settings.Metrics).AddSingleton(TextOf).AddHostedService<MetricsPage>();
    }

    /// <summary>Begins to listen, and then makes the instruments that nothing else asks for.</summary>
    public static void BeginMeasuring(this WebApplication app)
    {
        app.Services.GetService<MetricsText>();
        app.Services.GetRequiredService<StoreMeasures>();
        app.Services.GetRequiredService<WorkMeasures>();
        app.Services.GetRequiredService<MailMeasures>();
        app.Services.GetRequiredService<SignalMeasures>();
        app.Services.GetRequiredService<FormMeasures>();
    }

    /// <summary>Whether an instrument is in the text: ours, and a few of the framework's.</summary>
    /// <param name="factory">
    /// Makes the meters of one application; the runtime's own meter belongs to the process and has no factory.
    /// </param>
    public static bool IsWanted(Instrument instrument, IMeterFactory factory) =>
        instrument.Meter.Scope == factory
            ? instrument.Meter.Name == MeterName || OfTheFramework.Contains(instrument.Name)
            : instrument.Meter.Scope is null && OfTheFramework.Contains(instrument.Name);

    private static MetricsText TextOf(IServiceProvider parts)
    {
        var factory = parts.GetRequiredService<IMeterFactory>();
        return new MetricsText(instrument => IsWanted(instrument, factory));
    }
}
