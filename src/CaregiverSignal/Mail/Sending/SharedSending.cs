using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Sending;

/// <summary>
/// What the workers of one sender share: whether it takes mail, and how far away the daily limit is.
/// </summary>
/// <remarks>
/// Until one worker has got a mail through, the others wait: with a wrong password each would try to sign in, and for
/// that a relay locks the account.
/// </remarks>
internal sealed class SharedSending(TimeProvider clock)
{
    /// <summary>A first try that takes longer hangs, and another worker tries beside it (our choice).</summary>
    private static readonly TimeSpan LongestFirstTry = TimeSpan.FromSeconds(30);

    /// <summary>
    /// So near to the daily limit each claim is counted. More than may be under way when somebody counts.
    /// </summary>
    private const int NearDailyLimit = 100;

    /// <summary>
    /// What was claimed longer ago is claimed anew, as a limit, a pause or a hold may have come since (our choice).
    /// </summary>
    private static readonly TimeSpan LongestClaimed = TimeSpan.FromSeconds(1);

    /// <summary>How long a count is believed (our choice).</summary>
    private static readonly TimeSpan LongestCounted = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly Lock claiming = new();
    private readonly Queue<LeasedMail> claimed = new();
    private bool takesMail;
    private SendMail? first;
    private long firstSince;
    private int uncounted;
    private long countedAt;

    /// <summary>Whether a worker may try a mail now.</summary>
    public bool MayTry(SendMail worker)
    {
        lock (turn)
        {
            if (takesMail || first == worker)
                return true;
            if (first is not null && clock.GetElapsedTime(firstSince) < LongestFirstTry)
                return false;
            (first, firstSince) = (worker, clock.GetTimestamp());
            return true;
        }
    }

    /// <summary>Learns from a try; null when it said nothing about the sender.</summary>
    public void Learn(SendMail worker, bool? takes)
    {
        lock (turn)
        {
            takesMail = takes ?? takesMail;
            if (first == worker)
                first = null;
        }
    }

    /// <summary>Keeps mails that one worker claimed, for whoever is free next.</summary>
    public void Share(IEnumerable<LeasedMail> mails)
    {
        lock (turn)
        {
            foreach (var mail in mails)
                claimed.Enqueue(mail);
        }
    }

    /// <summary>A mail that was claimed a moment ago; null where none is, and while the sender takes none.</summary>
    public LeasedMail? TakeClaimed(DateTimeOffset now)
    {
        lock (turn)
        {
            return takesMail && claimed.TryPeek(out var next) && now - next.ClaimedAt < LongestClaimed
                ? claimed.Dequeue()
                : null;
        }
    }

    /// <summary>All that is claimed and that nobody has taken: it is to be given back.</summary>
    public IReadOnlyList<LeasedMail> TakeBack()
    {
        lock (turn)
        {
            var all = claimed.ToArray();
            claimed.Clear();
            return all;
        }
    }

    /// <summary>
    /// Runs a write that claims. On a server with several writers two that want the same mail lose to one another, so
    /// there the workers claim one after another; a single writer lets them share a commit.
    /// </summary>
    public T InTurn<T>(Database database, Func<Transaction, T> claim)
    {
        if (!database.Engine.IsShared)
            return database.Write(claim);
        lock (claiming)
            return database.Write(claim);
    }

    /// <summary>Whether the daily limit is so far away that one more mail needs no count.</summary>
    /// <remarks>Not from a count of before: another program may have sent since, while it led.</remarks>
    public bool IsFarFromDailyLimit() =>
        Interlocked.Decrement(ref uncounted) >= 0
        && clock.GetElapsedTime(Interlocked.Read(ref countedAt)) < LongestCounted;

    /// <param name="left">How many mails the daily limit still allows.</param>
    public void Counted(int left)
    {
        Interlocked.Exchange(ref countedAt, clock.GetTimestamp());
        Interlocked.Exchange(ref uncounted, left - NearDailyLimit);
    }
}
