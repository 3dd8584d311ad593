using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Sending;

/// <summary>Sends messages beside the jobs, so that a hanging relay does not delay the evaluation of answers.</summary>
/// <remarks>The service runs it in the background; <c>tick</c> and <c>demo</c> run a round after each run of the
/// jobs.</remarks>
public sealed partial class MailLoop(
    SendMail send,
    IMailSender sender,
    SendHold hold,
    Database database,
    SiteTime time,
    ILogger<MailLoop> log
) : BackgroundService
{
    /// <summary>The longest a round lasts; between rounds the ledger is tidied.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(1);

    private readonly OnceAMinute due = new(time.Provider);
    private readonly Heartbeat heartbeat = new(time.Provider);
    private readonly SemaphoreSlim turn = new(1, 1);
    private DateTimeOffset? expectedSince;
    private DateTimeOffset? endedWellAt;

    /// <summary>When the last round succeeded; before the first, since when rounds are expected; null in a demo, which
    /// expects none.</summary>
    public DateTimeOffset? LastRoundAt => endedWellAt ?? expectedSince;

    /// <summary>How many rounds have failed since the program started.</summary>
    public int Failures { get; private set; }

    /// <summary>Time since a round ended, successfully or not.</summary>
    public TimeSpan SinceHeartbeat => heartbeat.Age;

    /// <summary>Why the last round failed; null if it succeeded.</summary>
    public JobFailure? Failed { get; private set; }

    /// <summary>Expects rounds from now on.</summary>
    public void Expect() => expectedSince ??= time.Now;

    /// <summary>Tidies the ledger, and sends what may be sent now, for at most a minute.</summary>
    /// <returns>How many attempts were made; 0 if the round failed.</returns>
    public Task<int> RoundAsync(CancellationToken stop = default) => RoundAsync(tidies: true, stop);

    /// <summary>Disconnects from the relay, after a last attempt to store pending outcomes.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await send.WriteVerdictsAsync();
        }
        catch (StorageException error)
        {
            Log(error);
        }

        if (sender is IAsyncDisposable relay)
            await relay.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Expect();
        await RunUntilAsync(stoppingToken);
        await CloseAsync();
    }

    private async Task RunUntilAsync(CancellationToken stop)
    {
        long? tidiedAt = null;
        while (!stop.IsCancellationRequested)
        {
            var tidies = tidiedAt is not { } last || time.Provider.GetElapsedTime(last) >= LongestRound;
            if (tidies)
                tidiedAt = time.Provider.GetTimestamp();
            if (await RoundAsync(tidies, stop) == 0)
                await Task.Delay(BetweenRounds, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <remarks>Catches everything: nobody else would notice an error here, and one message must not stop all others. A
    /// failed round is retried after a second. Only the error's type and place are logged, as its text may quote a row.
    /// If rounds keep failing, the health check turns red.</remarks>
    internal async Task<int> RoundAsync(bool tidies, CancellationToken stop)
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            try
            {
                var done = await SendWhatMayGoAsync(tidies, stop);
                (Failed, endedWellAt) = (null, time.Now);
                if (done > 0)
                    await CloseAsync();
                return done;
            }
            catch (Exception error)
            {
                Failures++;
                Failed = JobFailure.Of("send mail", null, error);
                Log(error);
                return 0;
            }
            finally
            {
                heartbeat.Give();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <param name="stop">Stops between two messages, never during a store operation: a message's outcome must still be
    /// stored.</param>
    private async Task<int> SendWhatMayGoAsync(bool tidies, CancellationToken stop)
    {
        if (!tidies && !await send.HasWorkAsync())
            return 0;
        await hold.CheckAsync(CancellationToken.None);
        // Held messages do not expire: in an older store they may have been sent.
        if (tidies && await database.ReadAsync(SendHold.WhyHeld, CancellationToken.None) is null)
            await send.TidyUpAsync();
        var begun = time.Provider.GetTimestamp();
        return await send.RunWhileAsync(() => time.Provider.GetElapsedTime(begun) < LongestRound, stop);
    }

    private void Log(Exception error)
    {
        var (kind, where) = (error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
        if (due.IsDue(kind + where))
            RoundFailed(kind, where);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Sending mail failed with {Kind}; it is tried again in a moment: {Where}"
    )]
    private partial void RoundFailed(string kind, string? where);
}
