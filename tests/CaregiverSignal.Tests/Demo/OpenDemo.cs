using CaregiverSignal.Configuration;
using CaregiverSignal.Demo;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Builder;
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
    private readonly Database database;
    private readonly WebApplication app;

    public OpenDemo()
        : this(new DemoOptions(50, 12, 1)) { }

    internal OpenDemo(DemoOptions options)
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
        (database, app, Tour) = Awaited.Now(() => Served(installation, options));
        app.Start();
    }

    private async Task<(Database, WebApplication, Tour)> Served(Installation installation, DemoOptions options)
    {
        using (var first = await Database.OpenAsync(folder.Database, durable: false))
        using (var simulation = await Simulation.BeginAsync(installation, first, ServedPaths.All, options))
            await simulation.RunAsync(() => { });

        var opened = await installation.OpenDatabaseAsync();
        var (served, tour) = await Tour.BuildAsync(installation, opened);
        return (opened, served, tour);
    }

    public Uri Address { get; }

    public Tour Tour { get; }

    /// <summary>Waits for a mail that the next beats bring, and gives its name.</summary>
    public string Soon(string kind, IReadOnlyList<string> before)
    {
        string? found = null;
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                    (
                        found = Tour
                            .People.Mail.Newest()
                            .Except(before)
                            .FirstOrDefault(text => DemoMail.KindOf(text) == kind)
                    )
                        is not null,
                Patience
            )
        );
        return found!;
    }

    public void Dispose()
    {
        app.StopAsync().GetAwaiter().GetResult();
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        database.Dispose();
        folder.Dispose();
        temporary.Dispose();
    }
}
