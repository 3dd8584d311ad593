using System.CommandLine;
using System.Text.Json;
using CaregiverSignal.Health;
using CaregiverSignal.Hosting;

namespace CaregiverSignal.Commands.Checks;

/// <summary>Asks the service that runs here: whether it is alive, for a container, in which no other program could ask
/// (<c>check --live</c>); and what only it knows, for <c>check</c> beside it.</summary>
public static class CheckLive
{
    /// <summary>A service that hangs is not alive (our choice).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static int Run(ParseResult parsed)
    {
        var streams = parsed.InvocationConfiguration;
        // Faults in it say nothing about the service, which may run on what it was.
        Installation.LoadSettings(Verbs.Overrides(parsed), out var configuration, out var faults);
        if (configuration is null)
            return Verbs.Report(faults, streams.Error);
        var address = OwnAddress.Of(configuration["Urls"]) + "/health/live";
        try
        {
            var (isGood, text) = Ask(address, Patience);
            streams.Output.Write(text);
            return isGood ? CommandLine.Success : CommandLine.Failure;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            streams.Error.WriteLine($"{address}: no answer");
            return CommandLine.Failure;
        }
    }

    public static IEnumerable<CheckLine> Beside(Installation installation) =>
        Beside(OwnAddress.Of(installation.Configuration["Urls"]), Patience);

    /// <summary>Whether the service at an address answers, and whether its jobs and its mail go round; nothing where
    /// none runs, as it may have been stopped.</summary>
    public static IEnumerable<CheckLine> Beside(string address, TimeSpan patience)
    {
        try
        {
            return
            [
                .. Ask(address + "/health/ready", patience)
                    .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonSerializer.Deserialize(line, HealthJson.Default.HealthCheck))
                    .OfType<HealthCheck>()
                    .Where(found => found.Check is Readiness.Heartbeat or Readiness.Sending)
                    .SelectMany(CheckLine.Of),
            ];
        }
        catch (TaskCanceledException)
        {
            return
            [
                CheckLine.Fail(
                    Readiness.Heartbeat,
                    $"{address} takes connections and answers nothing: the service hangs. systemd starts it again within minutes; a container is yours to restart"
                ),
            ];
        }
        // Nobody listens there, or another program does.
        catch (Exception problem) when (problem is HttpRequestException or JsonException)
        {
            return [];
        }
    }

    private static (bool IsGood, string Text) Ask(string address, TimeSpan patience)
    {
        using var direct = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(direct) { Timeout = patience };
        using var asked = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = client.Send(asked);
        using var text = new StreamReader(answer.Content.ReadAsStream());
        return (answer.IsSuccessStatusCode, text.ReadToEnd());
    }
}
