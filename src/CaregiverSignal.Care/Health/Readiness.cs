using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Health;

/// <summary>Tells a monitor whether the program does its work, check by check; it answers at once, whatever state the
/// store is in.</summary>
/// <remarks>Strangers may ask: they get what was found after the last run of the jobs, in lines that hold only what a
/// stranger may know; <c>check</c> and the log have the rest. May be shared between threads.</remarks>
public sealed class Readiness(Probes probes, JobRunner runner, MailLoop loop, Database database, SiteTime time)
{
    /// <summary>The service's own check whether the jobs run.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>The service's own check whether the mail runs.</summary>
    public const string Sending = "sending";

    /// <summary>The time of a one-minute round whose last conversation takes as long as allowed.</summary>
    public static readonly TimeSpan LongestBetweenRounds = TimeSpan.FromMinutes(20);

    private volatile IReadOnlyList<HealthCheck>? found;

    /// <summary>Whether jobs and mail run, well or not; otherwise one of them hangs.</summary>
    public bool GoesRound =>
        runner.Heartbeat.Age <= JobRunner.LongestBetween && loop.SinceHeartbeat <= LongestBetweenRounds;

    /// <summary>Checks everything for somebody who waits for the answer, and keeps it for later questions.</summary>
    public async Task<IReadOnlyList<HealthCheck>> LookAsync(CancellationToken stop = default)
    {
        found = await probes.LookAsync(stop);
        return Known;
    }

    /// <summary>Marks the last result as outdated: the next question checks anew.</summary>
    public void Forget() => found = null;

    /// <summary>The last result, or a new one if no run of the jobs has checked yet.</summary>
    public async Task<IReadOnlyList<HealthCheck>> AskAsync(CancellationToken stop = default) =>
        !database.LastWriteFailed && (runner.LastRunAt is null || found is null) ? await LookAsync(stop) : Known;

    /// <summary>The last result; nothing is checked anew, as a failed write is known.</summary>
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
