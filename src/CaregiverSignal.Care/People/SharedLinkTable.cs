using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.People;

/// <summary>All SQL on the shared_link table: links by which a professional opens what a caregiver shares.</summary>
internal static class SharedLinkTable
{
    private const string LinkSignature = "shared-link";
    private const string CodeSignature = "shared-code";
    private const string OpenSignature = "shared-open";

    /// <returns>The key, found only in its mail; null if another worker made the link first.</returns>
    public static async Task<LinkKey?> Add(
        Transaction transaction,
        SharedNews news,
        DateTimeOffset at,
        DateTimeOffset expiresAt
    )
    {
        var key = LinkKey.New(KeyPurpose.Shared);
        var signature = transaction.Signatures.Sign(LinkSignature, key.Hash, news.ConsentId, expiresAt);
        var isNew = await transaction.Execute(
            $"""
            insert into shared_link (
                caregiver_id, consent_id, signal_id, key_hash, mail_key, created_at, expires_at, signature)
            values ({news.CaregiverId}, {news.ConsentId}, {news.SignalId}, {key.Hash}, {MailKeyOf(key.Hash)}, {at},
            {expiresAt}, {signature})
            on conflict (signal_id, consent_id) do nothing
            """
        );
        return isNew == 1 ? key : null;
    }

    /// <summary>The dedupe key of the mail with a link; mails with its codes add to it.</summary>
    public static string MailKeyOf(string keyHash) => "shared:" + keyHash;

    /// <summary>The link that a key opens now: not ended, made by this program, and of a decision that applies
    /// today.</summary>
    public static async Task<SharedLink?> Find(
        Transaction transaction,
        string clear,
        DateTimeOffset now,
        DateOnly today
    ) =>
        LinkKey.IsOne(clear)
        && await transaction.First<SharedLink>(
            $"""
            select
                shared_link.id, shared_link.caregiver_id, consent_id, key_hash, expires_at, signature, code_signature, code_until,
                wrong_codes, consent.email
            from shared_link join consent on consent.id = shared_link.consent_id
            where key_hash = {LinkKey.HashOf(KeyPurpose.Shared, clear)}
              and expires_at > {now}
              and consent.email is not null
              and {ConsentTable.Holds(today)}
            """
        )
            is { } link
        && transaction.Signatures.IsValid(link.Signature, LinkSignature, link.KeyHash, link.ConsentId, link.ExpiresAt)
            ? link
            : null;

    /// <summary>Whether a key was ever ours, also if it no longer opens anything.</summary>
    public static async Task<bool> IsKnown(Transaction transaction, string clear) =>
        LinkKey.IsOne(clear)
        && await transaction.First<long?>(
            $"select id from shared_link where key_hash = {LinkKey.HashOf(KeyPurpose.Shared, clear)}"
        )
            is not null;

    /// <summary>Stores a new code in place of the previous one.</summary>
    /// <returns>How many were sent for this link so far; null if there were too many.</returns>
    public static Task<int?> SetCode(
        Transaction transaction,
        SharedLink link,
        int code,
        DateTimeOffset until,
        int most
    ) =>
        transaction.First<int?>(
            $"""
            update shared_link set code_signature = {transaction.Signatures.Sign(
                CodeSignature,
                link.KeyHash,
                code,
                until
            )},
            code_until = {until}, codes_sent = codes_sent + 1, wrong_codes = 0
            where id = {link.Id} and codes_sent < {most}
            returning codes_sent
            """
        );

    /// <summary>Uses up a code.</summary>
    public static async Task<bool> UseCode(
        Transaction transaction,
        SharedLink link,
        string typed,
        DateTimeOffset now,
        int mostWrong
    )
    {
        if (
            link is not { CodeSignature: { } signature, CodeUntil: { } until }
            || until <= now
            || link.WrongCodes >= mostWrong
            || !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            || !transaction.Signatures.IsValid(signature, CodeSignature, link.KeyHash, code, until)
        )
        {
            await transaction.Execute($"update shared_link set wrong_codes = wrong_codes + 1 where id = {link.Id}");
            return false;
        }

        return await transaction.Execute(
                $"""
                update shared_link set code_signature = null, code_until = null where id = {link.Id} and code_signature = {signature}
                """
            ) == 1;
    }

    /// <summary>The cookie of a browser that had the code: it opens this link alone, for a while.</summary>
    /// <param name="until">Until when, in seconds since 1970.</param>
    public static string OpenProof(Transaction transaction, SharedLink link, long until) =>
        $"{until.ToString(CultureInfo.InvariantCulture)}.{transaction.Signatures.Sign(OpenSignature, link.KeyHash, until)}";

    /// <summary>Whether a cookie is genuine and in time.</summary>
    public static bool IsOpenProof(Transaction transaction, SharedLink link, string proof, DateTimeOffset now) =>
        proof.Split('.', 2) is [var until, var signature]
        && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && end > now.ToUnixTimeSeconds()
        && transaction.Signatures.IsValid(signature, OpenSignature, link.KeyHash, end);

    /// <summary>Mails about an open signal that did not reach the recipient of a decision that applies today.</summary>
    public static Task<IReadOnlyList<SharedLoss>> Lost(Transaction transaction, long caregiverId, DateOnly today) =>
        transaction.AllReadable<SharedLoss>(
            $"""
            select shared_link.consent_id, mail.created_at as mailed_at
            from shared_link
            join consent on consent.id = shared_link.consent_id
            join signal on signal.id = shared_link.signal_id
            join mail on mail.dedupe_key = shared_link.mail_key
            where shared_link.caregiver_id = {caregiverId}
              and signal.closed_at is null
              and {ConsentTable.Holds(today)}
              and (mail.state in ('failed', 'expired') or exists (
                select 1 from mail_return
                where mail_return.mail_id = mail.id and mail_return.class in ('hard', 'soft', 'complaint')))
            order by shared_link.id
            """
        );

    /// <summary>Cancels waiting mails about a decision.</summary>
    public static async Task CancelMails(Transaction transaction, long consentId, DateTimeOffset now)
    {
        foreach (
            var key in await transaction.All<string>(
                $"select mail_key from shared_link where consent_id = {consentId} order by id"
            )
        )
            await MailCancelTable.CancelKeyed(transaction, key, now);
    }

    /// <summary>Removes links of a decision whose email was cancelled, so that the recipient is notified anew if it
    /// applies again.</summary>
    /// <param name="at">When it was cancelled; null for whenever.</param>
    public static Task RemoveUnsent(Transaction transaction, long consentId, DateTimeOffset? at = null) =>
        transaction.Execute(
            $"""
            delete from shared_link
            where consent_id = {consentId} and exists (
                select 1 from mail
                where mail.dedupe_key = shared_link.mail_key and mail.state = 'cancelled'
                  and ({at} is null or mail.ended_at = {at}))
            """
        );
}

/// <summary>What to tell a professional.</summary>
internal sealed record SharedNews(long SignalId, long ConsentId, long CaregiverId, string Email, DateOnly? UntilOn);

/// <summary>A mail to a professional that did not arrive.</summary>
internal sealed record SharedLoss(long ConsentId, DateTimeOffset MailedAt);

/// <summary>A link that opens what a caregiver shares, for whoever has the mailbox.</summary>
internal sealed record SharedLink(
    long Id,
    long CaregiverId,
    long ConsentId,
    string KeyHash,
    DateTimeOffset ExpiresAt,
    string Signature,
    string? CodeSignature,
    DateTimeOffset? CodeUntil,
    int WrongCodes,
    string Email
);
