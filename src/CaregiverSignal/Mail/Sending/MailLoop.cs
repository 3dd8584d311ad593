using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.Sending;

/// <summary>
/// Sends mail beside the heartbeat, so that a relay that hangs does not delay the judging of answers.
/// </summary>
/// <remarks>
/// The service runs it on threads of its own; <c>tick</c> and <c>demo</c> run a round after each beat. With a relay
/// there are two lanes, each with its own connection, so that a conversation that hangs, or a long queue, delays no
/// sign-in link and no alert.
/// </remarks>
public sealed partial class MailLoop(
    SendMail send,
    IMailSender sender,
    SendHold hold,
    Lead lead,
    Database database,
    SiteTime time,
    ILogger<MailLoop> log,
    PressingLane? pressing = null
) : BackgroundService
{
    /// <summary>The longest a round lasts; between rounds the ledger is tidied.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>After this long without a round of all mail, the other lane tidies the ledger.</summary>
    private static readonly TimeSpan LongestUntidy = TimeSpan.FromMinutes(2);

    private const string Step = "send mail";

    private readonly SignOfLife allMail = new(time.Provider);
    private readonly SignOfLife pressingMail = new(time.Provider);

    private readonly Lock turn = new();
    private DateTimeOffset? lastLookAt;
    private long tidiedAt = time.Provider.GetTimestamp();
    private int failures;

    /// <summary>An earlier run of the program may have left a note of trouble.</summary>
    private bool mayBeInTrouble = true;

    /// <summary>
    /// When the last round ended well, in the lane where that is longest ago; before the first round, since when rounds
    /// are expected; null where none are, in a demo.
    /// </summary>
    public DateTimeOffset? LastRoundAt
    {
        get => field is { } round && lastLookAt < round ? lastLookAt : field;
        private set;
    }

    /// <summary>How many rounds have failed since the program started.</summary>
    public int Failures => failures;

    /// <summary>How long ago a round ended, well or not, in the lane where that is longest ago.</summary>
    public TimeSpan SinceSignOfLife =>
        pressing is null || allMail.Age > pressingMail.Age ? allMail.Age : pressingMail.Age;

    /// <summary>Why the last round failed; null when it went well.</summary>
    public StepFailure? Failed { get; private set; }

    /// <summary>Makes rounds due from now on.</summary>
    public void Expect() => LastRoundAt ??= time.Now;

    /// <summary>Sends what may go now, for a minute at most.</summary>
    /// <returns>How many attempts were made; 0 when the round failed.</returns>
    public int Round(CancellationToken stop = default)
    {
        lock (turn)
        {
            if (Guarded(() => ForgetTrouble(SendWhatMayGo(stop))) is not { } done)
            {
                mayBeInTrouble = true;
                return 0;
            }

            LastRoundAt = time.Now;
            Failed = null;
            return done;
        }
    }

    private int ForgetTrouble(int done)
    {
        if (mayBeInTrouble)
            database.Write(transaction => TroubleTable.Forget(transaction, Step));
        mayBeInTrouble = false;
        return done;
    }

    /// <summary>
    /// Notes the trouble in the store; if the store cannot take the note, its own health check is red.
    /// </summary>
    private void NoteTrouble(Exception error)
    {
        if (error is StorageException)
            return;
        try
        {
            database.Write(transaction =>
                TroubleTable.Note(transaction, Step, TroubleTable.NoItem, error.GetType().Name, time.Now)
            );
        }
        catch (StorageException cannotWrite)
        {
            RoundFailed(nameof(StorageException), cannotWrite.Message);
        }
    }

    /// <summary>Says goodbye to the relay, after a last try to write a verdict that the store did not take.</summary>
    public async Task CloseAsync()
    {
        foreach (var (worker, connection) in Lanes())
        {
            try
            {
                worker.WriteVerdict();
            }
            catch (StorageException error)
            {
                RoundFailed(nameof(StorageException), error.Message);
            }

            if (connection is IAsyncDisposable open)
                await open.DisposeAsync();
        }
    }

    /// <remarks>They are threads of their own, because a conversation with a relay blocks one for minutes.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (pressing is not null)
            lastLookAt = time.Now;
        await Task.WhenAll(
            OnAThread(() => RunUntil(() => Round(stoppingToken), allMail, BetweenRounds, stoppingToken)),
            pressing is null
                ? Task.CompletedTask
                : OnAThread(() =>
                    RunUntil(() => Look(pressing.Send, stoppingToken), pressingMail, BetweenLooks, stoppingToken)
                )
        );
        await CloseAsync();
    }

    private static Task OnAThread(Action run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void RunUntil(Func<int> round, SignOfLife sign, TimeSpan between, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var done = round();
            sign.Give();
            if (done == 0)
                stop.WaitHandle.WaitOne(between);
        }
    }

    private IEnumerable<(SendMail Send, IMailSender Sender)> Lanes() =>
        pressing is null ? [(send, sender)] : [(send, sender), (pressing.Send, pressing.Sender)];

    /// <remarks>
    /// Catches all, as the heartbeat does: on a thread of its own nobody else would hear of an error, and one mail that
    /// cannot be sent must not end the mail of everybody. It is logged and kept as trouble, and readiness turns red.
    /// </remarks>
    private int? Guarded(Func<int> round)
    {
        try
        {
            return round();
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref failures);
            RoundFailed(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
            Failed = StepFailure.Of(Step, null, error);
            NoteTrouble(error);
            return null;
        }
    }

    private int SendWhatMayGo(CancellationToken stop)
    {
        if (HoldsAll() || !lead.Look())
        {
            send.WriteVerdict();
            return 0;
        }

        TidyUp(send);
        return send.RunWhile(AMinute(), stop);
    }

    /// <summary>
    /// Runs a round of the pressing lane: each second it reads one statement, and does more only when there is such a
    /// mail.
    /// </summary>
    private int Look(SendMail lane, CancellationToken stop)
    {
        var done = Guarded(() =>
        {
            lane.WriteVerdict();
            if (!lead.IsMine || HoldsAll())
                return 0;
            if (time.Provider.GetElapsedTime(Interlocked.Read(ref tidiedAt)) > LongestUntidy)
                TidyUp(lane);
            return database.Read(transaction => MailClaimTable.IsPressingReady(transaction, time.Now))
                ? lane.RunWhile(AMinute(), stop)
                : 0;
        });
        if (done is not null)
            lastLookAt = time.Now;
        else
            mayBeInTrouble = true;
        return done ?? 0;
    }

    /// <summary>
    /// Whether all mail is held. Then no mail expires either: with a clock or a store in doubt, it may have been sent.
    /// </summary>
    private bool HoldsAll()
    {
        hold.Watch();
        return database.Read(transaction => SendHold.WhyHeld(transaction, time.Now))?.HoldsStaffToo() == true;
    }

    private void TidyUp(SendMail lane)
    {
        lane.TidyUp();
        Interlocked.Exchange(ref tidiedAt, time.Provider.GetTimestamp());
    }

    private Func<bool> AMinute()
    {
        var begun = time.Provider.GetTimestamp();
        return () => lead.IsMine && time.Provider.GetElapsedTime(begun) < LongestRound;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Sending mail failed with {Kind}; it is tried again in a moment: {Where}"
    )]
    private partial void RoundFailed(string kind, string? where);
}

/// <summary>A second worker with a connection of its own, for <see cref="MailPriority.Pressing"/> mail.</summary>
public sealed record PressingLane(SendMail Send, IMailSender Sender);
