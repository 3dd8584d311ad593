using System.CommandLine;

namespace CaregiverSignal.Commands.Checks;

/// <summary>
/// Asks the service that runs here whether it is alive: <c>check --live</c>, for a container, in which no other program
/// could ask.
/// </summary>
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
            using var direct = new SocketsHttpHandler { UseProxy = false };
            using var client = new HttpClient(direct) { Timeout = Patience };
            using var asked = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = client.Send(asked);
            using var text = new StreamReader(answer.Content.ReadAsStream());
            streams.Output.Write(text.ReadToEnd());
            return answer.IsSuccessStatusCode ? CommandLine.Success : CommandLine.Failure;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            streams.Error.WriteLine($"{address}: no answer");
            return CommandLine.Failure;
        }
    }
}
