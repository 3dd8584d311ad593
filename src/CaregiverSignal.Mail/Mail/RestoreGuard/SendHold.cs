using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>Why messages are held until the operator resumes them.</summary>
public enum HoldReason
{
    /// <summary>An older copy of the store was put back, so it does not know what was sent last.</summary>
    Restored,

    /// <summary>The store and its guard file do not belong together.</summary>
    Copied,

    /// <summary>The clock changed by more than an hour while the program ran, so the date is in doubt.</summary>
    Clock,

    /// <summary>It was moved away by a backup: no service starts here, so that no answer is lost.</summary>
    Left,

    /// <summary>It was moved here by such a backup: waiting messages were not sent elsewhere.</summary>
    Moved,
}

/// <summary>Holds all messages after the store was restored or copied or the clock was set, until the operator resumes
/// them.</summary>
public sealed partial class SendHold(Database database, GuardFile file, SiteTime time, ILogger<SendHold> log)
    : IDisposable
{
    /// <summary>A running program advances its store's clock each minute.</summary>
    private static readonly TimeSpan AtWork = TimeSpan.FromMinutes(2);

    /// <summary>How far the clock may drift from the monotonic clock between two checks (our choice: what is due within
    /// the hour would be done today anyway). A machine that slept longer is held too.</summary>
    public static readonly TimeSpan LongestLeap = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private (DateTimeOffset Now, long Steady)? seen;

    public void Dispose() => turn.Dispose();

    /// <summary>Makes <see cref="CheckAsync"/> detect a changed clock from now on.</summary>
    public void WatchClock() => seen = (time.Now, time.Provider.GetTimestamp());

    /// <summary>Why messages are held; null if they may be sent.</summary>
    internal static async Task<HoldReason?> WhyHeld(Transaction transaction) =>
        (await SendHoldTable.Get(transaction)).Why;

    /// <summary>The relay's recent behaviour.</summary>
    /// <param name="database">Null if there is no store yet.</param>
    public static async Task<Relay?> RelayOfAsync(Database? database, CancellationToken stop = default) =>
        database is null ? null : await database.ReadAsync(SendHoldTable.Relay, stop);

    /// <inheritdoc cref="WhyHeld"/>
    public Task<HoldReason?> ReasonAsync() => database.ReadAsync(WhyHeld);

    /// <summary>Why messages would be held after comparing the guard file; null if they would not. Changes
    /// nothing.</summary>
    public async Task<HoldReason?> LookAsync(CancellationToken stop = default)
    {
        var record = file.Read();
        return await database.ReadAsync(transaction => Judge(transaction, record), stop);
    }

    /// <summary>Checks that store and guard file belong together: at start, and before each run of the jobs and round
    /// of messages.</summary>
    /// <exception cref="StorageException">The guard file cannot be read or written.</exception>
    public async Task CheckAsync(CancellationToken stop = default)
    {
        await turn.WaitAsync(stop);
        try
        {
            await CheckClockAsync(stop);
        }
        finally
        {
            turn.Release();
        }

        // The file is read first, as the store may only advance meanwhile.
        var record = file.Read();
        var (held, why, at) = await database.ReadAsync(
            async transaction =>
                (
                    await WhyHeld(transaction),
                    await Judge(transaction, record),
                    (await SiteClockTable.Get(transaction))?.At
                ),
            stop
        );
        if (held is not null && held == why)
            return;
        if (why is { } reason)
            await HoldAsync(reason, stop);
        else if (record is null)
            file.Begin(await database.WriteAsync(SendHoldTable.Fingerprint, stop));
        else if (at is { } come && !(record.Seen >= come))
            file.MarkSeen(come);
    }

    /// <remarks>The new time is kept only once the hold is stored: if the store fails now, the next check
    /// holds.</remarks>
    private async Task CheckClockAsync(CancellationToken stop = default)
    {
        if (seen is not var (before, steady))
            return;
        var now = (time.Now, Steady: time.Provider.GetTimestamp());
        if ((now.Now - before - time.Provider.GetElapsedTime(steady, now.Steady)).Duration() > LongestLeap)
            await HoldAsync(HoldReason.Clock, stop);
        seen = now;
    }

    private async Task HoldAsync(HoldReason why, CancellationToken stop = default)
    {
        if (await database.WriteAsync(transaction => SendHoldTable.Hold(transaction, why, time.Now), stop))
            Closed(why.InWords());
    }

    public Task<ResumePlan> PlanAsync(CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await SendHoldTable.Plan(transaction, time.Now), stop);

    /// <summary>Resumes sending at the operator's request, according to the plan.</summary>
    /// <exception cref="StorageException">The guard file cannot be written; messages stay held.</exception>
    public Task ResumeAsync(CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                // The file is written first: if this fails half-way, the store still holds messages and the operator is
                // asked again.
                file.Begin(await SendHoldTable.Fingerprint(transaction));
                await SendHoldTable.Lift(transaction, time.Now);
            },
            stop
        );

    /// <returns>Null if store and file belong together, or may start together now.</returns>
    private async Task<HoldReason?> Judge(Transaction transaction, GuardRecord? record)
    {
        var (store, clock) = (await SendHoldTable.Get(transaction), await SiteClockTable.Get(transaction));
        var isBehind = record?.Fingerprint == store.Fingerprint && record?.Seen is { } at && !(clock?.At >= at);
        if (store.Why is { } why)
            // Once it ran elsewhere, messages waiting here may have been sent there.
            return isBehind && why is HoldReason.Left or HoldReason.Moved ? HoldReason.Restored : why;
        if (record is null)
            return store.Fingerprint is not null && await SendHoldTable.HasSent(transaction) && !IsNewNode(clock)
                ? HoldReason.Copied
                : null;
        if (record.Fingerprint != store.Fingerprint)
            return HoldReason.Copied;
        return isBehind ? HoldReason.Restored : null;
    }

    /// <summary>Whether another machine is running on this server's store, which this one joins.</summary>
    private bool IsNewNode(SiteClock? clock) => database.Engine.IsShared && clock?.At > time.Now - AtWork;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing is mailed until resume-mail: {Why}")]
    private partial void Closed(string why);
}

/// <summary>The reasons in an operator's words.</summary>
public static class HoldReasons
{
    public static string Held(this HoldReason why) => $"nothing is mailed: {why.InWords()}";

    public static string InWords(this HoldReason why) =>
        why switch
        {
            HoldReason.Restored => "an older state of the store was put back",
            HoldReason.Clock => "the clock of this machine was set by more than an hour, or it slept that long",
            HoldReason.Left => "the store was moved from here, to work elsewhere",
            HoldReason.Moved => "the store was moved here",
            _ => "the store was copied or moved here, or the file beside the data folder is gone or of another store",
        };
}
