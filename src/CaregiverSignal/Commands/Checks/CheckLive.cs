using System.CommandLine;
using System.Text.Json;
using CaregiverSignal.Health;
using CaregiverSignal.Hosting;

namespace CaregiverSignal.Commands.Checks;

/// <summary>Asks the service that runs here. For a container without any other program: whether it is alive (<c>check
/// --live</c>); for <c>check</c>: what only the service knows.</summary>
public static class CheckLive
{
    /// <summary>A service that hangs is not alive (our choice).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static int Run(ParseResult parsed)
    {
        var streams = parsed.InvocationConfiguration;
        // Faults in it say nothing about the service, which may still use the earlier settings.
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

    /// <summary>Whether the service at an address answers, and its jobs and email run; empty if none runs.</summary>
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
        // Nothing listens there, or another program does.
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
