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
/// The service runs it on threads of its own; <c>tick</c> and <c>demo</c> run a round after each beat. There is a lane
/// for each mail that the sender takes at once, and with a relay one more for pressing mail: each with a worker, and a
/// connection, of its own, so that a conversation that hangs holds up no other mail, and a long queue no sign-in link
/// and no alert.
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

    /// <summary>After this long without a round of the first lane, another one tidies the ledger.</summary>
    private static readonly TimeSpan LongestUntidy = TimeSpan.FromMinutes(2);

    private const string Step = "send mail";

    /// <summary>For all mail; the first one tidies the ledger.</summary>
    private readonly IReadOnlyList<Lane> lanes =
    [
        new Lane(send, time),
        .. Enumerable.Range(1, sender.AtOnce - 1).Select(_ => new Lane(send.Another(), time)),
    ];

    private readonly Lane? pressingLane = pressing is null ? null : new Lane(pressing.Send, time);

    private readonly OnceAMinute due = new(time.Provider);
    private readonly Lock turn = new();
    private DateTimeOffset? expectedSince;
    private long tidiedAt = time.Provider.GetTimestamp();
    private int failures;

    /// <summary>An earlier run of the program may have left a note of trouble.</summary>
    private volatile bool mayBeInTrouble = true;

    /// <summary>
    /// When the last round ended well, in the lane where that is longest ago; before the first round, since when rounds
    /// are expected; null where none are, in a demo.
    /// </summary>
    public DateTimeOffset? LastRoundAt => Watched.Min(lane => lane.EndedWellAt ?? expectedSince);

    /// <summary>How many rounds have failed since the program started.</summary>
    public int Failures => failures;

    /// <summary>How long ago a round ended, well or not, in the lane where that is longest ago.</summary>
    public TimeSpan SinceSignOfLife => Watched.Max(lane => lane.SignOfLife.Age);

    /// <summary>Why the last round failed; null when it went well.</summary>
    public StepFailure? Failed => Watched.Select(lane => lane.Failed).FirstOrDefault(one => one is not null);

    private IEnumerable<Lane> Watched => WithPressing(lanes);

    /// <summary>Makes rounds due from now on.</summary>
    public void Expect() => expectedSince ??= time.Now;

    /// <summary>Sends what may go now, in all lanes but the pressing one, for a minute at most.</summary>
    /// <returns>How many attempts were made; 0 when the round failed.</returns>
    public int Round(CancellationToken stop = default)
    {
        lock (turn)
            return Guarded(lanes[0], () => SendWhatMayGo(lanes[0], stop));
    }

    private void ForgetTrouble()
    {
        if (!mayBeInTrouble || lanes.Any(lane => lane.Failed is not null))
            return;
        database.Write(transaction => TroubleTable.Forget(transaction, Step));
        mayBeInTrouble = false;
    }

    /// <summary>
    /// Notes the trouble in the store; if the store cannot take the note, its own health check is red.
    /// </summary>
    private void NoteTrouble(Exception error)
    {
        if (error is StorageException || !lead.IsMine)
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

    /// <summary>Says goodbye to the relay, after a last try to write a verdict that the store did not take.</summary>
    public async Task CloseAsync()
    {
        foreach (var lane in WithPressing(lanes))
        {
            try
            {
                lane.Send.WriteVerdict();
            }
            catch (StorageException error)
            {
                Log(nameof(StorageException), error.Message);
            }
        }

        foreach (var connection in new[] { sender, pressing?.Sender }.OfType<IAsyncDisposable>())
            await connection.DisposeAsync();
    }

    /// <remarks>They are threads of their own, because a conversation with a relay blocks one for minutes.</remarks>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Expect();
        await Task.WhenAll([
            .. lanes.Select(lane => OnAThread(() => RunUntil(lane, RoundOf, BetweenRounds, stoppingToken))),
            .. pressingLane is null
                ? Array.Empty<Task>()
                : [OnAThread(() => RunUntil(pressingLane, Look, BetweenLooks, stoppingToken))],
        ]);
        await CloseAsync();
    }

    private static Task<int> OnAThread(Func<int> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private int RunUntil(Lane lane, Func<Lane, CancellationToken, int> round, TimeSpan between, CancellationToken stop)
    {
        var all = 0;
        while (!stop.IsCancellationRequested)
        {
            var done = Guarded(lane, () => round(lane, stop));
            lane.SignOfLife.Give();
            all += done;
            if (done == 0)
                stop.WaitHandle.WaitOne(between);
        }

        return all;
    }

    /// <remarks>
    /// Catches all, as the heartbeat does: on a thread of its own nobody else would hear of an error, and one mail that
    /// cannot be sent must not end the mail of everybody. It is logged and kept as trouble, and readiness turns red.
    /// </remarks>
    /// <returns>How many attempts were made; 0 when the round failed.</returns>
    private int Guarded(Lane lane, Func<int> round)
    {
        try
        {
            var done = round();
            lane.Failed = null;
            // Of those that do not lead each round goes well; what one noted that led before is forgotten by the next.
            if (!lead.IsMine)
                mayBeInTrouble = true;
            else if (lane != pressingLane)
                ForgetTrouble();
            lane.EndedWellAt = time.Now;
            return done;
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref failures);
            Log(error.GetType().Name, error is StorageException ? error.Message : error.StackTrace);
            lane.Failed = StepFailure.Of(Step, null, error);
            mayBeInTrouble = true;
            NoteTrouble(error);
            return 0;
        }
    }

    /// <summary>A round of all lanes together: the first mail shows whether the others may go beside it.</summary>
    private int SendWhatMayGo(Lane lane, CancellationToken stop)
    {
        if (HoldsAll() || !lead.Look())
        {
            foreach (var one in lanes)
                one.Send.WriteVerdict();
            return 0;
        }

        TidyUp(lane);
        var goesOn = AMinute();
        if (lanes.Count == 1)
            return lane.Send.RunWhile(goesOn, stop);
        if (!lane.Send.RunOne(stop))
            return 0;
        var runs = Task.WhenAll(lanes.Select(one => OnAThread(() => one.Send.RunWhile(goesOn, stop))));
        return 1 + runs.GetAwaiter().GetResult().Sum();
    }

    /// <summary>A round of one lane beside the others.</summary>
    private int RoundOf(Lane lane, CancellationToken stop)
    {
        if (!lead.Look() || HoldsAll())
        {
            lane.Send.WriteVerdict();
            return 0;
        }

        if (lane == lanes[0] || IsUntidy)
            TidyUp(lane);
        return lane.Send.RunWhile(AMinute(), stop);
    }

    /// <summary>
    /// Runs a round of the pressing lane: each second it reads one statement, and does more only when there is such a
    /// mail.
    /// </summary>
    private int Look(Lane lane, CancellationToken stop)
    {
        lane.Send.WriteVerdict();
        if (!lead.IsMine || HoldsAll())
            return 0;
        if (IsUntidy)
            TidyUp(lane);
        return database.Read(transaction => MailClaimTable.IsPressingReady(transaction, time.Now))
            ? lane.Send.RunWhile(AMinute(), stop)
            : 0;
    }

    private bool IsUntidy => time.Provider.GetElapsedTime(Interlocked.Read(ref tidiedAt)) > LongestUntidy;

    /// <summary>
    /// Whether all mail is held. Then no mail expires either: with a clock or a store in doubt, it may have been sent.
    /// </summary>
    private bool HoldsAll()
    {
        hold.Watch();
        return database.Read(transaction => SendHold.WhyHeld(transaction, time.Now))?.HoldsStaffToo() == true;
    }

    private IEnumerable<Lane> WithPressing(IEnumerable<Lane> some) =>
        pressingLane is null ? some : some.Append(pressingLane);

    private void TidyUp(Lane lane)
    {
        lane.Send.TidyUp();
        Interlocked.Exchange(ref tidiedAt, time.Provider.GetTimestamp());
    }

    private Func<bool> AMinute()
    {
        var begun = time.Provider.GetTimestamp();
        return () => lead.IsMine && time.Provider.GetElapsedTime(begun) < LongestRound;
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

    /// <summary>A worker, and how its last round ended.</summary>
    private sealed class Lane(SendMail send, SiteTime time)
    {
        public SendMail Send => send;

        public SignOfLife SignOfLife { get; } = new(time.Provider);

        public DateTimeOffset? EndedWellAt { get; set; }

        public StepFailure? Failed { get; set; }
    }
}

/// <summary>A worker with a connection of its own, for <see cref="MailPriority.Pressing"/> mail.</summary>
public sealed record PressingLane(SendMail Send, IMailSender Sender);
