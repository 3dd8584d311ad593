using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Sending;

/// <summary>
/// Sends mail beside the heartbeat, so that a relay that hangs does not delay the judging of answers.
/// </summary>
/// <remarks>
/// The service runs it on a thread of its own; <c>tick</c> and <c>demo</c> run a round after each beat.
/// </remarks>
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
    private readonly Heartbeat signOfLife = new(time.Provider);
    private readonly Lock turn = new();
    private DateTimeOffset? expectedSince;
    private DateTimeOffset? endedWellAt;

    /// <summary>
    /// When the last round ended well; before the first, since when rounds are expected; null where none are, in a
    /// demo.
    /// </summary>
    public DateTimeOffset? LastRoundAt => endedWellAt ?? expectedSince;

    /// <summary>How many rounds have failed since the program started.</summary>
    public int Failures { get; private set; }

    /// <summary>How long ago a round ended, well or not.</summary>
    public TimeSpan SinceSignOfLife => signOfLife.Age;

    /// <summary>Why the last round failed; null when it went well.</summary>
    public JobFailure? Failed { get; private set; }

    /// <summary>Makes rounds due from now on.</summary>
    public void Expect() => expectedSince ??= time.Now;

    /// <summary>Tidies the ledger, and sends what may go now, for a minute at most.</summary>
    /// <returns>How many attempts were made; 0 when the round failed.</returns>
    public int Round(CancellationToken stop = default) => Round(tidies: true, stop);

    /// <summary>Says goodbye to the relay, after a last try to write what the store did not take.</summary>
    public void Close()
    {
        try
        {
            send.WriteVerdicts();
        }
        catch (StorageException error)
        {
            Log(error);
        }

        (sender as IAsyncDisposable)?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <remarks>A thread of its own, because a conversation with a relay blocks one for minutes.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Expect();
        await Task.Factory.StartNew(
            () => RunUntil(stoppingToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Close();
    }

    private void RunUntil(CancellationToken stop)
    {
        long? tidiedAt = null;
        while (!stop.IsCancellationRequested)
        {
            var tidies = tidiedAt is not { } last || time.Provider.GetElapsedTime(last) >= LongestRound;
            if (tidies)
                tidiedAt = time.Provider.GetTimestamp();
            if (Round(tidies, stop) == 0)
                stop.WaitHandle.WaitOne(BetweenRounds);
        }
    }

    /// <remarks>
    /// Catches all: on a thread of its own nobody else would hear of an error, and one mail that cannot be sent must not
    /// end the mail of everybody. A failing round is tried again after a second. Logged is what kind it was and
    /// where, never its words: they may quote a row. When rounds go on failing, the health check becomes red.
    /// </remarks>
    internal int Round(bool tidies, CancellationToken stop)
    {
        lock (turn)
        {
            try
            {
                var done = SendWhatMayGo(tidies, stop);
                (Failed, endedWellAt) = (null, time.Now);
                if (done > 0)
                    Close();
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
                signOfLife.Give();
            }
        }
    }

    private int SendWhatMayGo(bool tidies, CancellationToken stop)
    {
        if (!tidies && !send.HasWork())
            return 0;
        hold.Check();
        // While mail is held none expires either: in an older store it may have been sent.
        if (tidies && database.Read(SendHold.WhyHeld) is null)
            send.TidyUp();
        var begun = time.Provider.GetTimestamp();
        return send.RunWhile(() => time.Provider.GetElapsedTime(begun) < LongestRound, stop);
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
