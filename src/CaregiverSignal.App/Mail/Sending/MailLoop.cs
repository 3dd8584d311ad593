using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

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
    RunnerLock runnerLock,
    Database database,
    SiteTime time,
    ILogger<MailLoop> log
) : BackgroundService
{
    /// <summary>The longest a round lasts; between rounds the ledger is tidied.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(1);

    private const string Step = "send mail";

    private readonly OnceAMinute due = new(time.Provider);
    private readonly SignOfLife signOfLife = new(time.Provider);
    private readonly Lock turn = new();
    private DateTimeOffset? expectedSince;
    private DateTimeOffset? endedWellAt;
    private long? tidiedAt;

    /// <summary>An earlier run of the program may have left a note of trouble.</summary>
    private bool mayBeInTrouble = true;

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
    public StepFailure? Failed { get; private set; }

    /// <summary>Makes rounds due from now on.</summary>
    public void Expect() => expectedSince ??= time.Now;

    /// <summary>Tidies the ledger, and sends what may go now, for a minute at most.</summary>
    /// <returns>How many attempts were made; 0 when the round failed.</returns>
    public int Round(CancellationToken stop = default)
    {
        lock (turn)
        {
            tidiedAt = null;
            return Guarded(stop);
        }
    }

    /// <summary>Says goodbye to the relay, after a last try to write a verdict that the store did not take.</summary>
    public async Task CloseAsync()
    {
        try
        {
            send.WriteVerdict();
        }
        catch (StorageException error)
        {
            Log(nameof(StorageException), error.Message);
        }

        if (sender is IAsyncDisposable connection)
            await connection.DisposeAsync();
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
        await CloseAsync();
    }

    private void RunUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int done;
            lock (turn)
                done = Guarded(stop);
            signOfLife.Give();
            if (done == 0)
                stop.WaitHandle.WaitOne(BetweenRounds);
        }
    }

    /// <remarks>
    /// Catches all, as the heartbeat does: on a thread of its own nobody else would hear of an error, and one mail that
    /// cannot be sent must not end the mail of everybody. It is logged and kept as trouble, and readiness turns red.
    /// </remarks>
    private int Guarded(CancellationToken stop)
    {
        try
        {
            var done = SendWhatMayGo(stop);
            Failed = null;
            ForgetTrouble();
            endedWellAt = time.Now;
            return done;
        }
        catch (Exception error)
        {
            Failures++;
            Log(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
            Failed = StepFailure.Of(Step, null, error);
            mayBeInTrouble = true;
            NoteTrouble(error);
            return 0;
        }
    }

    private int SendWhatMayGo(CancellationToken stop)
    {
        if (!runnerLock.TryTake() || IsHeld())
        {
            send.WriteVerdict();
            return 0;
        }

        if (tidiedAt is not { } last || time.Provider.GetElapsedTime(last) >= LongestRound)
        {
            send.TidyUp();
            tidiedAt = time.Provider.GetTimestamp();
        }

        var begun = time.Provider.GetTimestamp();
        return send.RunWhile(() => runnerLock.IsMine && time.Provider.GetElapsedTime(begun) < LongestRound, stop);
    }

    /// <summary>
    /// Whether mail is held. Then none expires either: with a clock or a store in doubt, it may have been sent.
    /// </summary>
    private bool IsHeld()
    {
        hold.Watch();
        return database.Read(transaction => SendHold.WhyHeld(transaction, time.Now)) is not null;
    }

    private void ForgetTrouble()
    {
        if (!mayBeInTrouble || !runnerLock.IsMine)
            return;
        database.Write(transaction => TroubleTable.Forget(transaction, Step));
        mayBeInTrouble = false;
    }

    /// <summary>
    /// Notes the trouble in the store; if the store cannot take the note, its own health check is red.
    /// </summary>
    private void NoteTrouble(Exception error)
    {
        if (error is StorageException || !runnerLock.IsMine)
            return;
        try
        {
            database.Write(transaction =>
                TroubleTable.Note(transaction, Step, TroubleTable.NoItem, error.GetType().Name, time.Now)
            );
        }
        catch (StorageException cannotWrite)
        {
            Log(nameof(StorageException), cannotWrite.Message);
        }
    }

    private void Log(string kind, string? where)
    {
        if (due.IsDue(kind + where))
            RoundFailed(kind, where);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Sending mail failed with {Kind}; it is tried again in a moment: {Where}"
    )]
    private partial void RoundFailed(string kind, string? where);
}
