using CaregiverSignal.Storage;

namespace CaregiverSignal.Invitations;

/// <summary>All SQL on the link table.</summary>
public static class LinkTable
{
    public const string Form = "form";
    public const string Pause = "pause";
    public const string SignIn = "sign-in";

    /// <summary>The link a key opens, when it may still open it; null for unknown, expired, used and revoked ones alike.</summary>
    public static Link? Find(Work work, string purpose, string clear, DateTimeOffset now) => work.First<Link>("""
        select id, purpose, caregiver_id, check_in_id, coordinator_id
        from link
        where key_hash = @hash and purpose = @purpose and expires_at > @now and revoked_at is null and used_at is null
        """, new { purpose, hash = LinkKey.HashOf(purpose, clear), now });

    public static LinkKey AddForCheckIn(Work work, string purpose, long caregiverId, long checkInId, DateTimeOffset at, DateTimeOffset expiresAt)
    {
        var key = LinkKey.New(purpose);
        work.Change("""
            insert into link (purpose, key_hash, caregiver_id, check_in_id, created_at, expires_at)
            values (@purpose, @hash, @caregiverId, @checkInId, @at, @expiresAt)
            """, new { purpose, hash = key.Hash, caregiverId, checkInId, at, expiresAt });
        return key;
    }

    public static LinkKey AddSignIn(Work work, long coordinatorId, DateTimeOffset at, DateTimeOffset expiresAt)
    {
        var key = LinkKey.New(SignIn);
        work.Change("""
            insert into link (purpose, key_hash, coordinator_id, created_at, expires_at)
            values ('sign-in', @hash, @coordinatorId, @at, @expiresAt)
            """, new { hash = key.Hash, coordinatorId, at, expiresAt });
        return key;
    }

    /// <returns>False when it was used before.</returns>
    public static bool Use(Work work, long id, DateTimeOffset at) => work.Change("""
        update link set used_at = @at where id = @id and used_at is null and revoked_at is null
        """, new { id, at }) == 1;

    /// <summary>Ends the form links of a check-in; the pause link lives on.</summary>
    public static void RevokeForms(Work work, long checkInId, DateTimeOffset at) => work.Change("""
        update link set revoked_at = @at where check_in_id = @checkInId and purpose = 'form' and revoked_at is null
        """, new { checkInId, at });
}

/// <summary>What a key opens.</summary>
public sealed record Link
{
    public long Id { get; init; }

    public string Purpose { get; init; } = "";

    public long? CaregiverId { get; init; }

    public long? CheckInId { get; init; }

    public long? CoordinatorId { get; init; }
}
