using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Invitations;

/// <summary>All SQL on the own_visit table: a visit to a caregiver's own page, from the mailed link to the end of the
/// session.</summary>
internal static class OwnVisitTable
{
    private const string LinkSignature = "own-link";
    private const string SessionSignature = "own-session";
    private const string Columns = """
        id, caregiver_id, link_hash, link_signature, new_email, asked_at, over_at, opened_at, seen_at, key_hash, signature,
        proved_at, code_tries
        """;

    /// <summary>Makes a link for one visit; visits that are over are deleted.</summary>
    /// <param name="newEmail">The address that the link confirms instead; an earlier waiting one is deleted.</param>
    /// <param name="isShort">For a text message.</param>
    /// <returns>The key, which is in its mail and nowhere else.</returns>
    public static async Task<LinkKey> Add(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset now,
        TimeSpan life,
        string? newEmail = null,
        bool isShort = false
    )
    {
        var key = isShort ? LinkKey.NewShort(KeyPurpose.OwnPage) : LinkKey.New(KeyPurpose.OwnPage);
        var overAt = now + life;
        var signature = transaction.Signatures.Sign(LinkSignature, key.Hash, caregiverId, newEmail);
        await transaction.Execute($"delete from own_visit where over_at <= {now}");
        if (newEmail is not null)
            await transaction.Execute(
                $"delete from own_visit where caregiver_id = {caregiverId} and new_email is not null"
            );
        await transaction.Execute(
            $"""
            insert into own_visit (caregiver_id, link_hash, link_signature, new_email, asked_at, over_at)
            values ({caregiverId}, {key.Hash}, {signature}, {newEmail}, {now}, {overAt})
            """
        );
        return key;
    }

    /// <summary>Begins a visit at once, for a caregiver who came by another link of ours; nobody knows its own
    /// link.</summary>
    /// <returns>The clear key for the cookie.</returns>
    public static async Task<string> Begin(Transaction transaction, long caregiverId, DateTimeOffset now, TimeSpan life)
    {
        var link = await Add(transaction, caregiverId, now, life);
        return (await Open(transaction, (await OfLink(transaction, link.Clear, now))!, now, life))!;
    }

    /// <summary>How long a link opens again while no page of its visit was requested: the answer was lost on the way
    /// (our choice: as long as a visit may stay idle).</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(15);

    /// <summary>The visit that a link begins now; null if it is over, was opened before, or never existed.</summary>
    public static async Task<OwnVisit?> OfLink(Transaction transaction, string clear, DateTimeOffset now) =>
        await Known(transaction, clear) is { } visit
        && visit.OverAt > now
        && (visit.OpenedAt is null || (visit.IsUnseen && visit.OpenedAt > now - Again))
            ? visit
            : null;

    /// <summary>How many links would open a caregiver's page now.</summary>
    public static Task<int> CountUnopened(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.One<int>(
            $"""
            select count(*) from own_visit
            where caregiver_id = {caregiverId} and opened_at is null and new_email is null and over_at > {now}
            """
        );

    /// <summary>Whether a link asked for since then was not opened yet.</summary>
    /// <param name="newEmail">The address that it confirms; null for a link that opens the page.</param>
    public static async Task<bool> WaitsSince(
        Transaction transaction,
        long caregiverId,
        string? newEmail,
        DateTimeOffset since
    ) =>
        await transaction.One<int>(
            $"""
            select count(*) from own_visit
            where caregiver_id = {caregiverId} and opened_at is null and asked_at > {since}
                and coalesce(new_email, '') = coalesce({newEmail}, '')
            """
        ) > 0;

    /// <summary>The visit of a link of ours, also if it no longer opens anything.</summary>
    public static async Task<OwnVisit?> Known(Transaction transaction, string clear) =>
        LinkKey.IsOne(clear)
        && await transaction.First<OwnVisit>(
            $"select {Columns:sql} from own_visit where link_hash = {LinkKey.HashOf(KeyPurpose.OwnPage, clear)}"
        )
            is { } visit
        && transaction.Signatures.IsValid(
            visit.LinkSignature,
            LinkSignature,
            visit.LinkHash,
            visit.CaregiverId,
            visit.NewEmail
        )
            ? visit
            : null;

    /// <summary>Begins a visit. If none of its pages was seen, it continues in this browser with its times, so that
    /// pressing a link repeatedly does not prolong it.</summary>
    /// <returns>The clear key for the cookie; null if another browser was first.</returns>
    public static async Task<string?> Open(Transaction transaction, OwnVisit visit, DateTimeOffset now, TimeSpan life)
    {
        var key = LinkKey.New(KeyPurpose.Session);
        var openedAt = visit.OpenedAt ?? now;
        var overAt = visit.OpenedAt is null ? now + life : visit.OverAt;
        // Before it was opened: no page of it was requested yet.
        var unseen = openedAt - TimeSpan.FromMilliseconds(1);
        var signature = transaction.Signatures.Sign(
            SessionSignature,
            key.Hash,
            visit.CaregiverId,
            openedAt,
            overAt,
            null
        );
        return
            await transaction.Execute(
                $"""
                update own_visit set
                    opened_at = {openedAt}, seen_at = {unseen}, over_at = {overAt}, key_hash = {key.Hash}, signature = {signature},
                    proved_at = null
                where id = {visit.Id} and (opened_at is null or seen_at < opened_at) and new_email is null
                """
            ) == 1
            ? key.Clear
            : null;
    }

    /// <summary>Stores that a link confirmed its address, until it is over: pressing it twice says so. The previous
    /// address's links are gone by then, and this one with them.</summary>
    public static Task Confirm(Transaction transaction, OwnVisit visit, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            insert into own_visit (
                caregiver_id, link_hash, link_signature, new_email, asked_at, over_at, opened_at, seen_at)
            values ({visit.CaregiverId}, {visit.LinkHash}, {visit.LinkSignature}, {visit.NewEmail}, {visit.AskedAt},
            {visit.OverAt}, {now}, {now})
            on conflict (link_hash) do update set opened_at = excluded.opened_at, seen_at = excluded.seen_at
            """
        );

    /// <summary>The visit of a cookie; null if it is over, idle for too long, or not begun by this program.</summary>
    public static async Task<OwnVisit?> Of(Transaction transaction, string clear, DateTimeOffset now, TimeSpan idle) =>
        await transaction.First<OwnVisit>(
            $"""
            select {Columns:sql} from own_visit where key_hash = {LinkKey.HashOf(KeyPurpose.Session, clear)}
              and over_at > {now} and seen_at > {now - idle}
            """
        )
            is { } visit
        && transaction.Signatures.IsValid(
            visit.Signature,
            SessionSignature,
            visit.KeyHash,
            visit.CaregiverId,
            visit.OpenedAt,
            visit.OverAt,
            visit.ProvedAt
        )
            ? visit
            : null;

    /// <summary>Stores that the visitor gave a code that the mailbox alone does not have.</summary>
    public static async Task Prove(Transaction transaction, OwnVisit visit, DateTimeOffset now)
    {
        var signature = transaction.Signatures.Sign(
            SessionSignature,
            visit.KeyHash,
            visit.CaregiverId,
            visit.OpenedAt,
            visit.OverAt,
            now
        );
        await transaction.Execute(
            $"update own_visit set proved_at = {now}, signature = {signature} where id = {visit.Id}"
        );
    }

    public static Task CountWrongCode(Transaction transaction, long id) =>
        transaction.Execute($"update own_visit set code_tries = code_tries + 1 where id = {id}");

    public static Task Touch(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute($"update own_visit set seen_at = {now} where id = {id}");

    public static Task End(Transaction transaction, long id) =>
        transaction.Execute($"delete from own_visit where id = {id}");

    /// <summary>Ends all visits of a caregiver, and what their mailed links open.</summary>
    public static Task EndAll(Transaction transaction, long caregiverId) =>
        transaction.Execute($"delete from own_visit where caregiver_id = {caregiverId}");
}

/// <summary>A visit to a caregiver's own page.</summary>
/// <param name="NewEmail">The address that the link confirms; null for one that opens the page.</param>
/// <param name="OverAt">When the link ends; once opened, when the visit ends.</param>
/// <param name="OpenedAt">Null until the link is opened.</param>
/// <param name="ProvedAt">When they gave a code; null if they did not.</param>
/// <param name="CodeTries">How many wrong codes came in it.</param>
public sealed record OwnVisit(
    long Id,
    long CaregiverId,
    string LinkHash,
    string LinkSignature,
    string? NewEmail,
    DateTimeOffset AskedAt,
    DateTimeOffset OverAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? SeenAt,
    string? KeyHash,
    string? Signature,
    DateTimeOffset? ProvedAt,
    int CodeTries
)
{
    /// <summary>Whether it confirmed a new address.</summary>
    public bool HasConfirmed => NewEmail is not null && OpenedAt is not null;

    /// <summary>Whether it was opened without any page being requested.</summary>
    public bool IsUnseen => SeenAt < OpenedAt;
}
