using System.Globalization;
using CaregiverSignal.Storage;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Web.Sessions;

/// <summary>All SQL on the session table: a browser that came in by a link, on the form or as staff.</summary>
public static class SessionTable
{
    /// <summary>
    /// The most browsers that one check-in's links let in at the same time: phone, tablet and computer, and some to
    /// spare (our choice).
    /// </summary>
    public const int MostOfACheckIn = 5;

    private const string Kind = "session";

    private const string StaffColumns = """
        id, key_hash, coordinator_id, started_at, seen_at, coalesce(fresh_at, started_at) as fresh_at, expires_at,
        coalesce(came_by, 'link') as came_by, browser, mark
        """;

    /// <summary>
    /// Starts the session of a browser on a check-in's form; beyond <see cref="MostOfACheckIn"/> sessions, the oldest
    /// ends.
    /// </summary>
    /// <param name="isSent">As <see cref="MarkSent"/>, where it starts by sending.</param>
    /// <returns>The clear key for the cookie, of which only the hash is stored, and the session's number.</returns>
    public static (string Clear, long Id) StartForm(
        Transaction transaction,
        long checkInId,
        DateTimeOffset now,
        TimeSpan life,
        bool isSent = false
    )
    {
        var started = Start(transaction, checkInId, now, life, isSent ? now : null);
        transaction.Execute(
            """
            delete from session
            where check_in_id = @checkInId
              and id <= (
                select id from session where check_in_id = @checkInId order by id desc limit 1 offset @most)
            """,
            new { checkInId, most = MostOfACheckIn }
        );
        return started;
    }

    /// <summary>Starts the session of a browser that somebody of the staff signed in with.</summary>
    /// <returns>The clear key for the cookie; only its hash is stored.</returns>
    public static string StartStaff(Transaction transaction, StaffEntry entry, DateTimeOffset now, TimeSpan life)
    {
        var key = LinkKey.New(KeyPurpose.Session);
        var expires = now + life;
        transaction.Execute(
            """
            insert into session
                (key_hash, coordinator_id, started_at, seen_at, fresh_at, expires_at, came_by, browser, mark)
            values (@hash, @CoordinatorId, @now, @now, @now, @expires, @CameBy, @Browser, @mark)
            """,
            new
            {
                hash = key.Hash,
                entry.CoordinatorId,
                now,
                expires,
                entry.CameBy,
                entry.Browser,
                mark = MarkOf(transaction, key.Hash, entry.CoordinatorId, entry.CameBy, now, expires),
            }
        );
        return key.Clear;
    }

    /// <summary>
    /// The session of a staff cookie, also one that was idle for long; null when it is unknown, ended, past its total
    /// lifetime, or was not made by this program.
    /// </summary>
    public static StaffSession? FindStaff(Transaction transaction, string clear, DateTimeOffset now)
    {
        var hash = LinkKey.HashOf(KeyPurpose.Session, clear);
        return
            transaction.First<StaffSession>(
                $"""
                select {StaffColumns}
                from session
                where key_hash = @hash and coordinator_id is not null and ended_at is null and expires_at > @now
                """,
                new { hash, now }
            )
                is { } session
            && IsTrue(transaction, session)
            ? session
            : null;
    }

    /// <summary>The living sessions of one of the staff, last seen first.</summary>
    public static IReadOnlyList<StaffSession> OfStaff(
        Transaction transaction,
        long coordinatorId,
        DateTimeOffset now
    ) =>
        [
            .. transaction
                .All<StaffSession>(
                    $"""
                    select {StaffColumns}
                    from session
                    where coordinator_id = @coordinatorId and ended_at is null and expires_at > @now
                    order by seen_at desc, id desc
                    """,
                    new { coordinatorId, now }
                )
                .Where(one => IsTrue(transaction, one)),
        ];

    /// <summary>How many living staff sessions this program never started.</summary>
    public static int CountForged(Transaction transaction, DateTimeOffset now) =>
        transaction
            .All<StaffSession>(
                $"""
                select {StaffColumns}
                from session
                where coordinator_id is not null and ended_at is null and expires_at > @now
                """,
                new { now }
            )
            .Count(one => !IsTrue(transaction, one));

    /// <summary>
    /// Notes that somebody showed once more who they are, in a session that goes on: it wakes, and is fresh.
    /// </summary>
    public static void Confirm(Transaction transaction, StaffSession session, CameBy by, DateTimeOffset now) =>
        transaction.Execute(
            """
            update session set seen_at = @now, fresh_at = @now, came_by = @by, mark = @mark where id = @Id
            """,
            new
            {
                session.Id,
                by,
                now,
                mark = MarkOf(transaction, session.KeyHash, session.CoordinatorId, by, now, session.ExpiresAt),
            }
        );

    /// <summary>Ends one session of one of the staff.</summary>
    /// <returns>False when it is not theirs, or ended before.</returns>
    public static bool EndOf(Transaction transaction, long coordinatorId, long id, DateTimeOffset now) =>
        transaction.Execute(
            """
            update session set ended_at = @now, mark = null
            where id = @id and coordinator_id = @coordinatorId and ended_at is null
            """,
            new
            {
                id,
                coordinatorId,
                now,
            }
        ) == 1;

    /// <summary>Ends all sessions of one of the staff but one.</summary>
    public static int EndOthers(Transaction transaction, long coordinatorId, long but, DateTimeOffset now) =>
        transaction.Execute(
            """
            update session set ended_at = @now, mark = null
            where coordinator_id = @coordinatorId and id <> @but and ended_at is null
            """,
            new
            {
                coordinatorId,
                but,
                now,
            }
        );

    /// <summary>
    /// The live session of a form's cookie; null when it is unknown, ended, or past its idle or total lifetime.
    /// </summary>
    public static Session? OfForm(Transaction transaction, string clear, DateTimeOffset now, TimeSpan idle) =>
        transaction.First<Session>(
            """
            select id, check_in_id, started_at, seen_at, sent_at
            from session
            where key_hash = @hash
              and check_in_id is not null
              and ended_at is null
              and expires_at > @now
              and seen_at > @idleSince
            """,
            new
            {
                hash = LinkKey.HashOf(KeyPurpose.Session, clear),
                now,
                idleSince = now - idle,
            }
        );

    public static void Touch(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute("update session set seen_at = @now where id = @id", new { id, now });

    /// <summary>Notes that this browser sent the form: only this browser is shown the result.</summary>
    public static void MarkSent(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute("update session set seen_at = @now, sent_at = @now where id = @id", new { id, now });

    public static void End(Transaction transaction, long id, DateTimeOffset now) =>
        transaction.Execute(
            "update session set ended_at = @now, mark = null where id = @id and ended_at is null",
            new { id, now }
        );

    /// <summary>Ends all sessions of somebody of the staff.</summary>
    /// <returns>How many were alive.</returns>
    public static int EndOfStaff(Transaction transaction, long coordinatorId, DateTimeOffset now) =>
        transaction.Execute(
            """
            update session set ended_at = @now, mark = null
            where ended_at is null
              and expires_at > @now
              and coordinator_id = @coordinatorId
            """,
            new { coordinatorId, now }
        );

    /// <summary>Ends every session that the links of some check-ins started.</summary>
    public static void EndForms(Transaction transaction, IReadOnlyCollection<long> checkInIds, DateTimeOffset now) =>
        transaction.Execute(
            """
            update session set ended_at = @now
            where check_in_id in (@ids) and ended_at is null
            """,
            new { ids = checkInIds, now }
        );

    /// <summary>Deletes sessions whose lifetime was over before an instant, among the next rows.</summary>
    public static Portion Forget(Transaction transaction, long after, DateTimeOffset overBefore, int most)
    {
        var last = transaction.One<long?>(
            """
            select max(id)
            from (select id, started_at from session where id > @after order by id limit @most) next
            where started_at < @overBefore
            """,
            new
            {
                after,
                overBefore,
                most,
            }
        );
        return last is null
            ? new Portion(0, null)
            : new Portion(
                transaction.Execute(
                    """
                    delete from session where id > @after and id <= @last and expires_at < @overBefore
                    """,
                    new
                    {
                        after,
                        last,
                        overBefore,
                    }
                ),
                last.Value.ToString(CultureInfo.InvariantCulture)
            );
    }

    private static (string Clear, long Id) Start(
        Transaction transaction,
        long checkInId,
        DateTimeOffset now,
        TimeSpan life,
        DateTimeOffset? sentAt
    )
    {
        var key = LinkKey.New(KeyPurpose.Session);
        var id = transaction.One<long>(
            """
            insert into session (key_hash, check_in_id, started_at, seen_at, sent_at, expires_at)
            values (@hash, @checkInId, @now, @now, @sentAt, @expires)
            returning id
            """,
            new
            {
                hash = key.Hash,
                checkInId,
                now,
                sentAt,
                expires = now + life,
            }
        );
        return (key.Clear, id);
    }

    private static bool IsTrue(Transaction transaction, StaffSession one) =>
        transaction.Seal.IsTrue(one.Mark, Kind, one.KeyHash, one.CoordinatorId, one.CameBy, one.FreshAt, one.ExpiresAt);

    private static string MarkOf(
        Transaction transaction,
        string hash,
        long coordinatorId,
        CameBy by,
        DateTimeOffset freshAt,
        DateTimeOffset expiresAt
    ) => transaction.Seal.Mark(Kind, hash, coordinatorId, by, freshAt, expiresAt);
}

public sealed record Session
{
    public long Id { get; init; }

    public long? CheckInId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}
