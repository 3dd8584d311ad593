using System.Data.Common;
using System.Security.Cryptography;
using CaregiverSignal.Time;

namespace CaregiverSignal.Storage;

/// <summary>
/// Decides which of several programs on one store does what is due; all of them serve pages. Alone on a file, a program
/// always leads.
/// </summary>
/// <remarks>
/// <para>
/// Who leads adds one to a number in the store every few seconds. Who does not, watches it, and takes the lead when it
/// has stood still for <see cref="LongestStill"/>. Nobody compares the clocks of two machines: each measures for itself
/// how long it has been.
/// </para>
/// <para>
/// A program that was paused and wakes up finds that it has not added to the number for longer than
/// <see cref="LongestUnkept"/>, and does nothing more. What it was in the midst of is held by the claims in the tables:
/// each step and each mail is claimed in a serializable transaction.
/// </para>
/// </remarks>
public sealed partial class Lead(Database database, TimeProvider clock, ILogger<Lead> log) : BackgroundService
{
    /// <summary>How often who leads says so, and who does not looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    /// <summary>After this long without having said so, the lead may be another's.</summary>
    public static readonly TimeSpan LongestUnkept = TimeSpan.FromSeconds(12);

    /// <summary>After this long without a sign, another takes the lead; longer than the former by a round.</summary>
    public static readonly TimeSpan LongestStill = TimeSpan.FromSeconds(18);

    private static readonly TimeSpan BetweenGlances = TimeSpan.FromMilliseconds(250);

    private readonly OnceAMinute due = new(clock);
    private readonly Lock turn = new();
    private readonly string node =
        $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(16)}";
    private LeadState? seen;
    private long seenAt;

    /// <summary>The turn in which this program leads; 0 while it does not.</summary>
    private long held;
    private long keptAt;

    /// <summary>Whether this program may do what is due; asked before each item.</summary>
    public bool IsMine => !database.Engine.IsShared || (Interlocked.Read(ref held) > 0 && SinceKept < LongestUnkept);

    private TimeSpan SinceKept => clock.GetElapsedTime(Interlocked.Read(ref keptAt));

    /// <summary>
    /// Takes the lead, unless another program is seen at work; it takes as long as it takes to tell.
    /// </summary>
    /// <returns>Whether this program leads.</returns>
    public bool TakeUnlessAtWork()
    {
        if (!database.Engine.IsShared)
            return true;
        using var never = new ManualResetEventSlim();
        var first = database.Read(LeadTable.Get);
        while (!Look())
        {
            var now = database.Read(LeadTable.Get);
            if (now.Turn != first.Turn || now.Beat != first.Beat)
                return false;
            never.Wait(BetweenGlances);
        }

        return true;
    }

    /// <summary>
    /// Says that this program leads, unless it has just done so, or looks whether it should.
    /// </summary>
    /// <returns>Whether it leads.</returns>
    public bool Look()
    {
        if (!database.Engine.IsShared)
            return true;
        lock (turn)
        {
            // Taken before the write: how long the write took counts as time without a sign.
            var now = clock.GetTimestamp();
            if (held > 0)
            {
                if (SinceKept < Every)
                    return true;
                if (database.Write(transaction => LeadTable.Keep(transaction, node, held)))
                {
                    Interlocked.Exchange(ref keptAt, now);
                    return true;
                }

                Interlocked.Exchange(ref held, 0);
                Lost();
            }

            var state = database.Read(LeadTable.Get);
            if (state.Node is not null && (seen is null || seen.Turn != state.Turn || seen.Beat != state.Beat))
            {
                (seen, seenAt) = (state, now);
                return false;
            }

            if (state.Node is not null && clock.GetElapsedTime(seenAt, now) < LongestStill)
                return false;
            if (!database.Write(transaction => LeadTable.Take(transaction, node, state)))
                return false;
            seen = null;
            Interlocked.Exchange(ref keptAt, now);
            Interlocked.Exchange(ref held, state.Turn + 1);
            Taken();
            return true;
        }
    }

    /// <summary>Leaves the lead to another at once.</summary>
    public void Leave()
    {
        lock (turn)
        {
            if (held > 0)
                database.Write(transaction => LeadTable.Leave(transaction, node, held));
            Interlocked.Exchange(ref held, 0);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.Engine.IsShared)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Look();
            }
            catch (Exception error) when (error is StorageException or DbException)
            {
                var why = error is StorageException ? error.Message : error.GetType().Name;
                if (due.IsDue(why))
                    Unseen(why);
            }

            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            Leave();
        }
        catch (StorageException error)
        {
            Unseen(error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This program now does what is due for its store")]
    private partial void Taken();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another program now does what is due for this store")]
    private partial void Lost();

    [LoggerMessage(Level = LogLevel.Error, Message = "Who does what is due cannot be seen: {Why}")]
    private partial void Unseen(string why);
}
