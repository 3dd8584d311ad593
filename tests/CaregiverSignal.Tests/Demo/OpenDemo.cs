using CaregiverSignal.Demo;
using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaregiverSignal.Tests.Demo;

/// <summary>
/// The demo that everybody gets who types no options, with its pages open and its heart beating; one for all tests that
/// look at it.
/// </summary>
public sealed class OpenDemo : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder temporary = new();
    private readonly DemoFolder folder;
    private readonly WebApplication app;

    public OpenDemo()
    {
        Address = new Uri($"http://127.0.0.1:{LocalPort.Free()}");
        var real = Installation.Load(
            [
                $"--Urls={Address.GetLeftPart(UriPartial.Authority)}",
                "--Questionnaires:Folder=" + Some.QuestionnairesFolder,
                "--Questionnaires:Plan=" + Path.Combine(Some.QuestionnairesFolder, "plan.json"),
                "--Logging:LogLevel:Default=None",
            ],
            out var faults
        );
        Assert.Empty(faults);
        folder = DemoFolder.Take(Path.Combine(temporary.Name, "demo"), out _)!;
        var installation = DemoInstallation.In(folder, real!);
        var options = new DemoOptions(50, 12, 1);
        SimulatedMonths lived;
        using (var database = Database.Open(folder.Database, durable: false))
        using (var simulation = new Simulation(installation, database, options))
        {
            simulation.Run(() => { });
            lived = new SimulatedMonths(simulation.EndsAt, simulation.Mailboxes, simulation.People);
        }

        Database = installation.OpenDatabase();
        app = DemoService.Build(installation, Database, lived, TimeProvider.System, out var tour);
        Tour = tour;
        app.Start();
    }

    public Uri Address { get; }

    public Database Database { get; }

    public Tour Tour { get; }

    public string MailFolder => folder.Mail;

    public T Part<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Waits for what the next beats bring.</summary>
    public static void Soon(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(isSo, Patience));

    public void Dispose()
    {
        app.StopAsync().GetAwaiter().GetResult();
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Database.Dispose();
        folder.Dispose();
        temporary.Dispose();
    }
}
