using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Health;

/// <summary>Tells whoever watches the program whether it does its work, check by check; it answers at once, whatever
/// state the store is in.</summary>
/// <remarks>Strangers may ask: they get what was found after the last run of the jobs. The lines hold only what a
/// stranger may know; <c>check</c> and the log have the rest. May be shared between threads.</remarks>
public sealed class Readiness(Probes probes, JobRunner runner, MailLoop loop, Database database, SiteTime time)
{
    /// <summary>The check whether the jobs go round, by the service itself.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>The check whether the mail goes round, by the service itself.</summary>
    public const string Sending = "sending";

    /// <summary>The time of one round of a minute whose last conversation takes as long as one may.</summary>
    public static readonly TimeSpan LongestBetweenRounds = TimeSpan.FromMinutes(20);

    private volatile IReadOnlyList<HealthCheck>? found;

    /// <summary>Whether the beats and the mail go round, well or not; otherwise one of them hangs.</summary>
    public bool GoesRound =>
        runner.Heartbeat.Age <= JobRunner.LongestBetween && loop.SinceHeartbeat <= LongestBetweenRounds;

    /// <summary>Looks at all, by whoever waits for the answer, and leaves it for who asks later.</summary>
    public async Task<IReadOnlyList<HealthCheck>> LookAsync(CancellationToken stop = default)
    {
        found = await probes.LookAsync(stop);
        return Known;
    }

    /// <summary>What was found last is no longer true: who asks next looks.</summary>
    public void Forget() => found = null;

    /// <summary>What was found last, or is found now where no run of the jobs has looked.</summary>
    public async Task<IReadOnlyList<HealthCheck>> AskAsync(CancellationToken stop = default) =>
        !database.LastWriteFailed && (runner.LastRunAt is null || found is null) ? await LookAsync(stop) : Known;

    /// <summary>What was found last; nothing is looked at, as a write that failed is known.</summary>
    public IReadOnlyList<HealthCheck> Known =>
        [
            .. database.LastWriteFailed ? [new HealthCheck("store", false, "not writable")] : found ?? [],
            Round(Heartbeat, runner.LastRunAt, JobRunner.LongestBetween),
            Round(Sending, loop.LastRoundAt, LongestBetweenRounds),
        ];

    private HealthCheck Round(string check, DateTimeOffset? last, TimeSpan longest) =>
        last is { } at
            ? new HealthCheck(check, (time.Now - at).Duration() <= longest, $"last at {at:O}")
            : new HealthCheck(check, true, "none expected");
}
