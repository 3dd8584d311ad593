using System.Globalization;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>
/// All SQL on the authenticator codes of staff: the seed is locked with a key that is not in the store.
/// </summary>
public static class AuthenticatorTable
{
    private const string Kind = "authenticator";

    /// <summary>Whether somebody has an authenticator whose first code was right.</summary>
    public static bool IsConfirmed(Transaction transaction, long coordinatorId) =>
        Get(transaction, coordinatorId) is { ConfirmedAt: not null } one && SeedOf(transaction, one) is not null;

    /// <summary>The authenticator of somebody, confirmed or not; null when its seed was not locked for them.</summary>
    public static Authenticator? Find(Transaction transaction, long coordinatorId) =>
        Get(transaction, coordinatorId) is { } one && SeedOf(transaction, one) is not null ? one : null;

    /// <summary>The seed in the clear; null when it was not locked for them.</summary>
    public static byte[]? SeedOf(Transaction transaction, Authenticator one) =>
        transaction.Keys.Open(Kind, PlaceOf(one.CoordinatorId), one.Seed);

    /// <summary>Begins with a new seed; it counts once its first code was right.</summary>
    public static void Begin(Transaction transaction, long coordinatorId, byte[] seed, DateTimeOffset now) =>
        transaction.Execute(
            """
            insert into authenticator (coordinator_id, seed, made_at, last_step)
            values (@coordinatorId, @locked, @now, 0)
            on conflict (coordinator_id) do update set
                seed = excluded.seed, made_at = excluded.made_at, confirmed_at = null, last_step = 0
            """,
            new
            {
                coordinatorId,
                locked = transaction.Keys.Seal(Kind, PlaceOf(coordinatorId), seed),
                now,
            }
        );

    /// <summary>Takes a step, so that its code works once, and no earlier one after it.</summary>
    /// <returns>False when it, or a later one, was taken before.</returns>
    public static bool Take(Transaction transaction, long coordinatorId, long step, DateTimeOffset now) =>
        transaction.Execute(
            """
            update authenticator set last_step = @step, confirmed_at = coalesce(confirmed_at, @now)
            where coordinator_id = @coordinatorId and last_step < @step
            """,
            new
            {
                coordinatorId,
                step,
                now,
            }
        ) == 1;

    public static bool Remove(Transaction transaction, long coordinatorId) =>
        transaction.Execute("delete from authenticator where coordinator_id = @coordinatorId", new { coordinatorId })
        == 1;

    /// <summary>How many seeds this program never locked.</summary>
    public static int CountForged(Transaction transaction) =>
        transaction
            .All<Authenticator>(
                """
                select coordinator_id, seed, confirmed_at, last_step from authenticator order by coordinator_id
                """
            )
            .Count(one => SeedOf(transaction, one) is null);

    private static string PlaceOf(long coordinatorId) => coordinatorId.ToString(CultureInfo.InvariantCulture);

    private static Authenticator? Get(Transaction transaction, long coordinatorId) =>
        transaction.First<Authenticator>(
            """
            select coordinator_id, seed, confirmed_at, last_step
            from authenticator
            where coordinator_id = @coordinatorId
            """,
            new { coordinatorId }
        );
}

/// <summary>The authenticator app of somebody, as stored.</summary>
public sealed record Authenticator
{
    public long CoordinatorId { get; init; }

    public byte[] Seed { get; init; } = [];

    public DateTimeOffset? ConfirmedAt { get; init; }

    public long LastStep { get; init; }
}
