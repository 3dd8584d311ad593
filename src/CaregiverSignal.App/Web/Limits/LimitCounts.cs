using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Web.Limits;

/// <summary>
/// What the limits have counted: in memory where one program serves the pages, and in the store where several do, so
/// that nobody gets as many tries at each of them.
/// </summary>
/// <remarks>
/// <para>
/// In memory a flood costs the disk nothing and no address is ever written down, so a store of one program keeps it so;
/// a restart resets the counts, and nobody outside can cause one. In the store an address is a hash with the key
/// outside it, and its row is deleted when the count has ended.
/// </para>
/// <para>
/// A store that does not take a count neither opens the door nor closes it: this program counts for itself meanwhile.
/// </para>
/// </remarks>
/// <param name="database">Null counts in memory.</param>
public sealed class LimitCounts(Database? database)
{
    private const int SweptFrom = 10_000;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly InMemory here = new();
    private DateTimeOffset sweptAt;

    /// <summary>Reads counts, which costs the store no write and nobody a turn to write.</summary>
    public T Look<T>(DateTimeOffset now, Func<ILimitCounts, T> look) =>
        Use(now, look, store => store.Read(transaction => look(new InStore(transaction, store.Engine))));

    /// <param name="decide">Reads counts and sets them; it may run a second time.</param>
    public T Use<T>(DateTimeOffset now, Func<ILimitCounts, T> decide) =>
        Use(now, decide, store => store.Write(transaction => decide(new InStore(transaction, store.Engine))));

    private T Use<T>(DateTimeOffset now, Func<ILimitCounts, T> decide, Func<Database, T> inStore)
    {
        if (database is { Engine.IsShared: true } shared)
        {
            try
            {
                return inStore(shared);
            }
            catch (Exception error) when (error is StorageException or DbException)
            {
                // What the visitor came for needs the store too, and says what is wrong with it.
            }
        }

        lock (turn)
        {
            Sweep(now);
            return decide(here);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (here.Count < SweptFrom || (now - sweptAt).Duration() < BetweenSweeps)
            return;
        here.Forget(now);
        sweptAt = now;
    }

    private sealed class InMemory : ILimitCounts
    {
        private readonly Dictionary<string, LimitCount> counts = new(StringComparer.Ordinal);

        public int Count => counts.Count;

        public LimitCount? Of(string key) => counts.GetValueOrDefault(key);

        public void Set(string key, LimitCount count) => counts[key] = count;

        public void Forget(DateTimeOffset now)
        {
            foreach (var (key, count) in counts.ToList())
            {
                if (count.Until <= now)
                    counts.Remove(key);
            }
        }
    }

    private sealed class InStore(Transaction transaction, StoreEngine engine) : ILimitCounts
    {
        public LimitCount? Of(string name) => LimitCountTable.Get(transaction, Hashed(name));

        /// <remarks>
        /// After a crash the counts of its last second may be gone: nobody waits for the disk for them.
        /// </remarks>
        public void Set(string name, LimitCount count)
        {
            engine.NeedNotWaitForDisk(transaction);
            LimitCountTable.Set(transaction, Hashed(name), count);
        }

        private string Hashed(string name) =>
            Convert.ToHexStringLower(HMACSHA256.HashData(engine.Keys.For("limits"), Encoding.UTF8.GetBytes(name)));
    }
}

/// <summary>Counts by their keys.</summary>
public interface ILimitCounts
{
    LimitCount? Of(string key);

    void Set(string key, LimitCount count);
}
