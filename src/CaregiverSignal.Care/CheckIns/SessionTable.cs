using System.Globalization;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.CheckIns;

/// <summary>All SQL on the session table: browsers that opened the form by a link.</summary>
internal static class SessionTable
{
    /// <summary>The most browsers at the same time on one check-in: phone, tablet and computer, and some to spare (our
    /// choice).</summary>
    public const int MostOfACheckIn = 5;

    /// <summary>Starts the session of a browser on a check-in's form; beyond <see cref="MostOfACheckIn"/> sessions, the
    /// oldest ends.</summary>
    /// <param name="isSent">As in <see cref="MarkSent"/>, if it starts by sending.</param>
    public static async Task<StartedSession> StartForm(
        Transaction transaction,
        long checkInId,
        DateTimeOffset now,
        TimeSpan life,
        bool isSent = false
    )
    {
        var id = (await transaction.NewIds("session", 1))[0];
        var key = LinkKey.New(KeyPurpose.Session, $"{id}-");
        DateTimeOffset? sentAt = isSent ? now : null;
        await transaction.Execute(
            $"""
            insert into session (id, key_hash, check_in_id, started_at, seen_at, sent_at, expires_at)
            values (
                {id}, {key.Hash}, {checkInId}, {now}, {now}, {sentAt}, {now + life})
            """
        );
        await transaction.Execute(
            $"""
            delete from session
            where check_in_id = {checkInId}
              and id <= (
                select id from session
                where check_in_id = {checkInId}
                order by id desc
                limit 1 offset {MostOfACheckIn})
            """
        );
        return new(id, key.Clear);
    }

    /// <summary>The live session of a form's cookie; null if it is unknown, ended, or past its idle or total
    /// lifetime.</summary>
    public static Task<Session?> OfForm(Transaction transaction, string clear, DateTimeOffset now, TimeSpan idle) =>
        transaction.First<Session>(
            $"""
            select id, check_in_id, started_at, seen_at, sent_at
            from session
            where {IsOf(clear)}
              and ended_at is null
              and expires_at > {now}
              and seen_at > {now - idle}
            """
        );

    /// <summary>Whether the browser with this cookie sent a check-in's form, also after its session ended.</summary>
    public static async Task<bool> HasSent(Transaction transaction, string clear, long checkInId) =>
        await transaction.First<Session>(
            $"""
            select id, check_in_id, started_at, seen_at, sent_at
            from session
            where {IsOf(clear)}
              and check_in_id = {checkInId} and sent_at is not null
            """
        )
            is not null;

    /// <summary>The sessions that sent a check-in's form, and whether there was no other.</summary>
    public static async Task<(IReadOnlySet<long> Sent, bool IsAll)> SentOf(Transaction transaction, long checkInId)
    {
        var sessions = await transaction.All<(long Id, DateTimeOffset? SentAt)>(
            $"select id, sent_at from session where check_in_id = {checkInId}"
        );
        var sent = sessions.Where(session => session.SentAt is not null).Select(session => session.Id).ToHashSet();
        return (sent, sent.Count == sessions.Count);
    }

    public static Task Touch(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute($"update session set seen_at = {now} where id = {id}");

    /// <summary>Notes that this browser sent the form: the result is shown to this browser only.</summary>
    public static Task MarkSent(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute($"update session set seen_at = {now}, sent_at = {now} where id = {id}");

    public static Task End(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute($"update session set ended_at = {now} where id = {id} and ended_at is null");

    /// <summary>Ends every session started by the links of some check-ins.</summary>
    public static Task EndForms(Transaction transaction, IReadOnlyCollection<long> checkInIds, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            update session set ended_at = {now}
            where check_in_id in ({checkInIds}) and ended_at is null
            """
        );

    /// <summary>Deletes the oldest sessions that expired before an instant: all have the same lifetime.</summary>
    /// <param name="most">The most numbers to go through at a time.</param>
    /// <returns>How many.</returns>
    public static Task<int> Forget(Transaction transaction, DateTimeOffset overBefore, int most) =>
        transaction.Execute(
            $"""
            delete from session
            where id < (select min(id) from session) + {most} and expires_at < {overBefore}
            """
        );

    /// <summary>The row that a cookie names; none if it is no key of ours.</summary>
    private static Sql IsOf(string clear)
    {
        _ = long.TryParse(clear.Split('-', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        return $"id = {id} and key_hash = {LinkKey.HashOf(KeyPurpose.Session, clear)}";
    }
}

public sealed record Session(
    long Id,
    long? CheckInId,
    DateTimeOffset StartedAt,
    DateTimeOffset SeenAt,
    DateTimeOffset? SentAt
);

/// <param name="Key">The clear key for the cookie, of which only the hash is stored. It begins with the row's number,
/// which finds it: an index of hashes would be one more page to write.</param>
internal sealed record StartedSession(long Id, string Key);
