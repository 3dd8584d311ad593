using System.Data.Common;
using System.Diagnostics;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Tells whoever watches the program whether it does its work, check by check; it answers at once, whatever state the
/// store is in.
/// </summary>
/// <remarks>
/// Strangers may ask. Only one check of the store runs at a time, on one thread, and nobody waits long for it: whoever
/// asks meanwhile gets the last known answer. The lines hold only what a stranger may know; <c>check</c> and the log
/// have the rest.
/// </remarks>
public sealed class Readiness(
    StoreProbe store,
    JobRunner runner,
    MailLoop loop,
    WorkWatch watch,
    Database database,
    SiteTime time
)
{
    /// <summary>The time of one round of a minute whose last conversation takes as long as one may.</summary>
    public static readonly TimeSpan LongestBetweenRounds = TimeSpan.FromMinutes(20);

    /// <summary>How long whoever asks waits for a look at the store.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(500);

    /// <summary>An import or a copy may hold the store for some seconds.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private readonly Lock turn = new();
    private Task<List<HealthCheck>>? looking;
    private long begunAt;
    private List<HealthCheck>? known;

    /// <summary><see cref="AtOnce"/>; a test that asks what is found waits for it.</summary>
    public TimeSpan LongestAnswer { get; set; } = AtOnce;

    /// <summary>Whether the beats and the mail go round, well or not; otherwise one of them hangs.</summary>
    public bool GoesRound =>
        runner.SignOfLife.Age <= JobRunner.LongestBetween && loop.SinceSignOfLife <= LongestBetweenRounds;

    public async Task<IReadOnlyList<HealthCheck>> AskAsync()
    {
        var look = Begin();
        try
        {
            known = await look.WaitAsync(LongestAnswer);
        }
        catch (TimeoutException)
        {
            // The check goes on; meanwhile the last known answer is given.
        }

        return
        [
            .. OfTheStore(look.IsCompletedSuccessfully),
            Round("heartbeat", runner.LastRunAt, JobRunner.LongestBetween),
            Round("sending", loop.LastRoundAt, LongestBetweenRounds),
        ];
    }

    private Task<List<HealthCheck>> Begin()
    {
        lock (turn)
        {
            if (looking is { IsCompleted: false })
                return looking;
            begunAt = Stopwatch.GetTimestamp();
            return looking = Task.Run(Look);
        }
    }

    private List<HealthCheck> OfTheStore(bool isDone)
    {
        if (known is null || (!isDone && Stopwatch.GetElapsedTime(begunAt) > LongestLook))
            return [new HealthCheck("store", false, "does not answer")];
        // A failed write is known without checking.
        return isDone || !database.LastWriteFailed ? known : [new HealthCheck("store", false, "not writable")];
    }

    /// <summary>Each check of the store and of what is done with it, by whoever waits for the answer.</summary>
    public List<HealthCheck> Look() =>
        [
            Store(),
            Asked("disk", Disk),
            Asked("work", DoneWork),
            Asked("mail", Mail),
            Asked("mail-held", MailHeld),
            Asked("alerts", Alerts),
        ];

    private HealthCheck Store() =>
        store.Problem() is { } problem
            ? new HealthCheck("store", false, problem)
            : new HealthCheck("store", true, "readable and writable");

    private HealthCheck Disk()
    {
        var isFull = DiskSpace.FreeAt(database.Engine.Folder) < DiskSpace.LeastFreeBytes;
        return new HealthCheck("disk", !isFull, isFull ? "nearly full" : "has room");
    }

    private HealthCheck Round(string check, DateTimeOffset? last, TimeSpan longest) =>
        last is { } at
            ? new HealthCheck(check, time.Now - at <= longest, $"last at {at:O}")
            : new HealthCheck(check, true, "none expected");

    /// <summary>Runs one check; when it cannot be answered, the result is not ok.</summary>
    private static HealthCheck Asked(string check, Func<HealthCheck> look)
    {
        try
        {
            return look();
        }
        catch (Exception error) when (error is StorageException or DbException or UnreadableRowException)
        {
            return new HealthCheck(check, false, "not known: the store cannot be read");
        }
        catch (IOException error)
        {
            return new HealthCheck(check, false, $"not known: {error.GetType().Name}");
        }
    }

    private HealthCheck DoneWork()
    {
        var state = watch.Look();
        return state.IsWell
            ? new HealthCheck("work", true, "what is due gets done")
            : new HealthCheck(
                "work",
                false,
                $"steps that stand still or are late: {state.StandingStill.Count() + state.Late.Count}, items aside for long: {state.AsideForLong.Count()}; see check"
            );
    }

    private HealthCheck Alerts() =>
        database.Read(transaction => ReturnTable.CountLate(transaction, time.Now)) == 0
            ? new HealthCheck("alerts", true, "each was with the relay in time, and none came back")
            : new HealthCheck("alerts", false, "some are not with the relay in time, or came back; see check");

    private HealthCheck Mail() =>
        database.Read(SendHoldTable.Relay).Stage is null
            ? new HealthCheck("mail", true, "the relay took the last mail, or none was tried yet")
            : new HealthCheck("mail", false, "the relay fails; see check");

    private HealthCheck MailHeld() =>
        database.Read(SendHold.WhyHeld) is { } why
            ? new HealthCheck("mail-held", false, $"{why.Held()}; see resume-mail")
            : new HealthCheck("mail-held", true, "no");
}
