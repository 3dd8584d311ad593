using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Invitations;

/// <summary>All SQL on the link table.</summary>
internal static class LinkTable
{
    private const string SignIn = "sign-in-link";

    /// <summary>Whether no email with a newer form link of the same check-in was sent: one that waits, or that the
    /// relay never took, invalidates nothing.</summary>
    private const string IsNewest = """
        not exists (
            select 1 from link newer join mail on mail.dedupe_key = newer.mail_key
            where newer.check_in_id = link.check_in_id
              and newer.purpose = 'form'
              and newer.id > link.id
              and mail.state = 'sent')
        """;

    /// <summary>A form link lives as long as its questions can be answered, also if reopened.</summary>
    private const string TakesAnswers = """
        exists (
            select 1 from check_in
            where check_in.id = link.check_in_id and (closed_at is null or offers_lists = 1))
        """;

    /// <summary>The link that a key may open now; null for unknown, expired, used and revoked links alike.</summary>
    public static async Task<Link?> Find(
        Transaction transaction,
        KeyPurpose purpose,
        string clear,
        DateTimeOffset now
    ) => await Known(transaction, purpose, clear, now) is { IsAlive: true } link ? link : null;

    /// <summary>The link with this key, even if it no longer opens anything; null if we never made the key. One indexed
    /// read, whoever asks.</summary>
    public static async Task<Link?> Known(Transaction transaction, KeyPurpose purpose, string clear, DateTimeOffset now)
    {
        if (!LinkKey.IsOne(clear))
            return null;
        var hash = LinkKey.HashOf(purpose, clear);
        return Believed(
            transaction,
            await transaction.First<Link>(
                $"""
                select
                    id, purpose, key_hash, caregiver_id, check_in_id, coordinator_id, asked_by, expires_at, signature,
                    withdrawn_at is not null as is_withdrawn,
                    (expires_at > {now}
                      and revoked_at is null
                      and used_at is null
                      and withdrawn_at is null
                      and (purpose <> 'form' or ({IsNewest:sql} and {TakesAnswers:sql}))) as is_alive
                from link
                where substr(key_hash, 1, 8) = substr({hash}, 1, 8) and key_hash = {hash} and purpose = {purpose}
                """
            )
        );
    }

    /// <param name="mailKey">The dedupe key of the mail that contains it: once that mail went out, earlier form links
    /// no longer open the form.</param>
    /// <param name="isShort">For a text message.</param>
    public static async Task<LinkKey> AddForCheckIn(
        Transaction transaction,
        KeyPurpose purpose,
        long caregiverId,
        long checkInId,
        DateTimeOffset at,
        DateTimeOffset expiresAt,
        string? mailKey = null,
        bool isShort = false
    )
    {
        var key = isShort ? LinkKey.NewShort(purpose) : LinkKey.New(purpose);
        await transaction.Execute(
            $"""
            insert into link (purpose, key_hash, caregiver_id, check_in_id, created_at, expires_at, mail_key)
            values ({purpose}, {key.Hash}, {caregiverId}, {checkInId}, {at}, {expiresAt}, {mailKey})
            """
        );
        return key;
    }

    /// <param name="askedBy">The hash of the asking browser's key; null for an invitation, which works in any
    /// browser.</param>
    public static async Task<LinkKey> AddSignIn(
        Transaction transaction,
        long coordinatorId,
        DateTimeOffset at,
        DateTimeOffset expiresAt,
        string? askedBy = null
    )
    {
        var key = LinkKey.New(KeyPurpose.SignIn);
        var signature = transaction.Signatures.Sign(SignIn, key.Hash, coordinatorId, expiresAt, askedBy);
        await transaction.Execute(
            $"""
            insert into link (purpose, key_hash, coordinator_id, created_at, expires_at, asked_by, signature)
            values ('sign-in', {key.Hash}, {coordinatorId}, {at}, {expiresAt}, {askedBy}, {signature})
            """
        );
        return key;
    }

    /// <param name="askedBy">The browser whose requests are meant; null for all browsers.</param>
    /// <returns>How many of them could still have been used.</returns>
    public static Task<int> RevokeSignIns(
        Transaction transaction,
        long coordinatorId,
        DateTimeOffset at,
        string? askedBy = null
    ) =>
        transaction.Execute(
            $"""
            update link set revoked_at = {at}
            where purpose = 'sign-in' and used_at is null and revoked_at is null and expires_at > {at}
              and coordinator_id = {coordinatorId}
              and ({askedBy} is null or asked_by = {askedBy})
            """
        );

    /// <returns>False if it was used before.</returns>
    public static async Task<bool> Use(Transaction transaction, long id, DateTimeOffset at) =>
        await transaction.Execute(
            $"update link set used_at = {at} where id = {id} and used_at is null and revoked_at is null"
        ) == 1;

    /// <summary>Withdraws every link in every mail to a caregiver, because the mails went to an address that is no
    /// longer theirs.</summary>
    public static Task Withdraw(Transaction transaction, long caregiverId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update link set withdrawn_at = {at}
            where caregiver_id = {caregiverId} and withdrawn_at is null
            """
        );

    /// <summary>Deletes the oldest links that were made before an instant and no longer open anything.</summary>
    /// <remarks>A form link lets them pause and stop for a year after its questions.</remarks>
    /// <returns>How many.</returns>
    public static Task<int> Forget(Transaction transaction, DateTimeOffset madeBefore, DateTimeOffset now, int most) =>
        transaction.Execute(
            $"""
            delete from link
            where id in (
                select id
                from link
                where expires_at < {now}
                  and created_at < {madeBefore}
                  and (purpose <> 'form' or expires_at < {now.AddYears(-1)})
                order by expires_at, id
                limit {most})
            """
        );

    /// <summary>How many living sign-in links this program never made.</summary>
    public static async Task<int> CountTampered(Transaction transaction, DateTimeOffset now) =>
        (
            await transaction.All<Link>(
                $"""
                select id, purpose, key_hash, coordinator_id, expires_at, asked_by, signature
                from link
                where purpose = 'sign-in' and used_at is null and revoked_at is null and expires_at > {now}
                """
            )
        ).Count(link => Believed(transaction, link) is null);

    /// <summary>A sign-in link without this program's signature does not count.</summary>
    private static Link? Believed(Transaction transaction, Link? link) =>
        link is { Purpose: KeyPurpose.SignIn }
        && !transaction.Signatures.IsValid(
            link.Signature,
            SignIn,
            link.KeyHash,
            link.CoordinatorId,
            link.ExpiresAt,
            link.AskedBy
        )
            ? null
            : link;
}

/// <summary>A link as stored, with what its key opens.</summary>
public sealed record Link
{
    public long Id { get; init; }

    public KeyPurpose Purpose { get; init; }

    public string KeyHash { get; init; } = "";

    public long? CaregiverId { get; init; }

    public long? CheckInId { get; init; }

    public long? CoordinatorId { get; init; }

    /// <summary>The hash of the key of the browser that asked for it; null if it works in any browser.</summary>
    public string? AskedBy { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string? Signature { get; init; }

    /// <summary>Whether it still opens what it was made for.</summary>
    public bool IsAlive { get; init; }

    /// <summary>Whether it was sent to an address that is no longer theirs.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether it still lets them pause and stop: for a year, even after its questions.</summary>
    public bool OpensWaysOut(DateTimeOffset now) =>
        !IsWithdrawn
        && (Purpose == KeyPurpose.Pause ? IsAlive : Purpose == KeyPurpose.Form && now < ExpiresAt.AddYears(1));
}
