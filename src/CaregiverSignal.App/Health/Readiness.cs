using System.Diagnostics;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Health;

/// <summary>
/// Tells whoever watches the program whether it does its work, check by check; it answers at once, whatever state the
/// store is in.
/// </summary>
/// <remarks>
/// Strangers may ask. Only one check of the store runs at a time, on one thread, and nobody waits long for it: whoever
/// asks meanwhile gets the last known answer. The lines hold only what a stranger may know; <c>check</c> and the log
/// have the rest.
/// </remarks>
public sealed class Readiness(Probes probes, JobRunner runner, MailLoop loop, Database database, SiteTime time)
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

        return [.. OfTheStore(look.IsCompletedSuccessfully), .. Rounds];
    }

    /// <summary>Looks at all, by whoever waits for the answer, and leaves it for who asks later.</summary>
    public IReadOnlyList<HealthCheck> Look()
    {
        known = probes.Look();
        return Known;
    }

    /// <summary>What was found last; nothing is looked at.</summary>
    public IReadOnlyList<HealthCheck> Known => [.. known ?? [], .. Rounds];

    private HealthCheck[] Rounds =>
        [
            Round("heartbeat", runner.LastRunAt, JobRunner.LongestBetween),
            Round("sending", loop.LastRoundAt, LongestBetweenRounds),
        ];

    private Task<List<HealthCheck>> Begin()
    {
        lock (turn)
        {
            if (looking is { IsCompleted: false })
                return looking;
            begunAt = Stopwatch.GetTimestamp();
            return looking = Task.Run(probes.Look);
        }
    }

    private List<HealthCheck> OfTheStore(bool isDone)
    {
        if (known is null || (!isDone && Stopwatch.GetElapsedTime(begunAt) > LongestLook))
            return [new HealthCheck("store", false, "does not answer")];
        // A failed write is known without checking.
        return isDone || !database.LastWriteFailed ? known : [new HealthCheck("store", false, "not writable")];
    }

    private HealthCheck Round(string check, DateTimeOffset? last, TimeSpan longest) =>
        last is { } at
            ? new HealthCheck(check, (time.Now - at).Duration() <= longest, $"last at {at:O}")
            : new HealthCheck(check, true, "none expected");
}
