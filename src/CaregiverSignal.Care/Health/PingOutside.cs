using CaregiverSignal.Configuration;

namespace CaregiverSignal.Health;

/// <summary>Tells after each run whether all is well: the log, administrators by mail, and an outside address, where a
/// missing ping is noticed.</summary>
/// <remarks>It calls the address itself if alerts can go out, and the address followed by <c>/fail</c> if they cannot,
/// as healthchecks.io and similar services expect. It sends no data. A failing run sends no ping, which is what the
/// other side watches for.</remarks>
public sealed partial class PingOutside(
    CurrentSettings settings,
    Readiness readiness,
    TroubleMail mail,
    ILogger<PingOutside> log
) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private IReadOnlyList<string> before = [];
    private bool reached = true;

    public async Task PingAsync(CancellationToken stop)
    {
        var problems = (await readiness.LookAsync(stop)).Where(check => !check.Ok).ToList();
        List<string> wrong = [.. problems.Select(check => check.Check)];
        if (wrong.Except(before).Any())
            NotWell(string.Join("; ", problems.Select(check => $"{check.Check}: {string.Join(", ", check.Words)}")));
        List<string> still = [.. wrong.Intersect(before)];
        before = wrong;
        // A demo sends nothing outside the machine.
        if (settings.SupportPoint.Tour is not null)
            return;
        // A second look: what has passed by itself needs nobody.
        await mail.QueueAsync(still, stop);
        if (settings.Mail.Heartbeat is not { } address)
            return;

        var answers = await Reach(
            wrong.Count == 0
                ? address
                : new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + "/fail" }.Uri,
            stop
        );
        if (stop.IsCancellationRequested)
            return;
        if (reached && !answers)
            Unreached();
        reached = answers;
    }

    public void Dispose() => client.Dispose();

    private async Task<bool> Reach(Uri address, CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A person must look, or alerts may not arrive: {Problem}")]
    private partial void NotWell(string problem);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The outside address Mail:Heartbeat does not answer as it should"
    )]
    private partial void Unreached();
}
