using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Pings an outside address after each beat, to say whether all is well; whoever watches that address notices when no
/// ping comes.
/// </summary>
/// <remarks>
/// It calls the address itself when alerts can go out, and the address with <c>/fail</c> behind it when they cannot, as
/// healthchecks.io and similar services expect. It sends no data. A beat that fails sends no ping, which is what the
/// other side watches for.
/// </remarks>
public sealed partial class PingOutside(
    Settings settings,
    Database database,
    WorkWatch watch,
    SiteTime time,
    ILogger<PingOutside> log
) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private string? lastProblem;
    private bool reached = true;

    public async Task PingAsync(CancellationToken stop)
    {
        var problem = Problem();
        if (problem is not null && problem != lastProblem)
            NotWell(problem);
        lastProblem = problem;
        // Nothing leaves the machine of a demo.
        if (settings.Mail.Heartbeat is not { } address || settings.SupportPoint.Tour is not null)
            return;

        var answers = await Reach(
            problem is null
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

    private string? Problem()
    {
        var (held, late) = database.Read(transaction =>
            (SendHold.WhyHeld(transaction), ReturnTable.CountLate(transaction, time.Now))
        );
        if (held is { } why)
            return why.Held();
        if (late > 0)
            return $"{late} alerts did not reach the relay in time, or came back";
        if (database.Read(SendHoldTable.Relay).Stage is { } stage)
            return $"the relay failed at {stage}";
        if (database.LastWriteFailed)
            return "the store did not take the last write";
        if (DiskSpace.FreeAt(database.Engine.Folder) < DiskSpace.LeastFreeBytes)
            return "the disk is nearly full";
        var work = watch.Look();
        return work.IsWell ? null : string.Join("; ", work.InWords(time));
    }

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
