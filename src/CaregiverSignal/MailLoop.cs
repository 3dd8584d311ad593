using CaregiverSignal.Mail;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal;

/// <summary>Hands mail over beside the heartbeat: a relay that hangs keeps no answer from being judged.</summary>
/// <remarks>The service runs it on a thread of its own; <c>tick</c> and <c>demo</c> take a round after each beat.</remarks>
public sealed partial class MailLoop(SendMail send, IMailSender sender, RestoreFence fence, Database database, SiteTime time, ILogger<MailLoop> log) : BackgroundService
{
    /// <summary>How long a round lasts at most; between rounds the ledger is brought in order.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);

    private readonly Lock turn = new();

    /// <summary>When the last round ended well; before the first, since when they are expected; null where none are, in a demo.</summary>
    public DateTimeOffset? LastRoundAt { get; private set; }

    /// <summary>Rounds that failed since the program started.</summary>
    public int Failures { get; private set; }

    /// <summary>From now on rounds are due.</summary>
    public void Expect() => LastRoundAt ??= time.Now;

    /// <summary>Sends what may go now, for a minute at most.</summary>
    /// <returns>How many attempts were made; 0 when the round failed.</returns>
    public int Round(CancellationToken stop = default)
    {
        lock (turn)
        {
            try
            {
                var done = SendWhatMayGo(stop);
                LastRoundAt = time.Now;
                return done;
            }
            catch (Exception error)
            {
                Failures++;
                RoundFailed(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
                return 0;
            }
        }
    }

    /// <summary>Says goodbye to the relay, after a last try to write down a verdict that the store did not take.</summary>
    public async Task CloseAsync()
    {
        try
        {
            send.WriteVerdict();
        }
        catch (StorageException error)
        {
            RoundFailed(nameof(StorageException), error.Message);
        }

        if (sender is IAsyncDisposable connection) await connection.DisposeAsync();
    }

    /// <remarks>A thread of its own, because a conversation with a relay holds it for minutes.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Factory.StartNew(() => RunUntil(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await CloseAsync();
    }

    private void RunUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Round(stop) == 0) stop.WaitHandle.WaitOne(BetweenRounds);
        }
    }

    private int SendWhatMayGo(CancellationToken stop)
    {
        fence.Watch();
        if (database.Read(work => RestoreFence.WhyClosed(work, time.Now)) is not (null or FenceWhy.DayLimit))
        {
            // Nothing is too late by a clock or a store that is in doubt: it may have been sent.
            send.WriteVerdict();
            return 0;
        }

        send.TidyUp();
        var begun = time.Provider.GetTimestamp();
        return send.RunWhile(() => time.Provider.GetElapsedTime(begun) < LongestRound, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending mail failed with {Kind}; it is tried again in a moment: {Where}")]
    private partial void RoundFailed(string kind, string? where);
}
