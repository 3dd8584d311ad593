using CaregiverSignal.Invitations;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Pages;

/// <summary>All SQL on the session table: a browser that came in by a link, on the form or as staff.</summary>
public static class SessionTable
{
    private const string Purpose = "session";

    /// <returns>The clear key for the cookie; only its hash is stored.</returns>
    public static string StartForm(Work work, long checkInId, string? enteredBy, DateTimeOffset now, TimeSpan life) =>
        Start(work, checkInId, null, enteredBy, now, life);

    public static string StartStaff(Work work, long coordinatorId, DateTimeOffset now, TimeSpan life) =>
        Start(work, null, coordinatorId, null, now, life);

    /// <summary>The live session of a cookie; null when it is unknown, ended, or past its idle or whole life.</summary>
    public static Session? Find(Work work, string clear, DateTimeOffset now, TimeSpan idle) => work.First<Session>("""
        select id, check_in_id, coordinator_id, entered_by, started_at, seen_at, sent_at
        from session
        where key_hash = @hash and ended_at is null and expires_at > @now and seen_at > @idleSince
        """, new { hash = LinkKey.HashOf(Purpose, clear), now, idleSince = now - idle });

    public static void Touch(Work work, long id, DateTimeOffset now) =>
        work.Change("update session set seen_at = @now where id = @id", new { id, now });

    /// <summary>Notes that this browser sent the form: the only one that is shown the result.</summary>
    public static void MarkSent(Work work, long id, DateTimeOffset now) =>
        work.Change("update session set seen_at = @now, sent_at = @now where id = @id", new { id, now });

    public static void End(Work work, long id, DateTimeOffset now) =>
        work.Change("update session set ended_at = @now where id = @id and ended_at is null", new { id, now });

    private static string Start(Work work, long? checkInId, long? coordinatorId, string? enteredBy, DateTimeOffset now, TimeSpan life)
    {
        var key = LinkKey.New(Purpose);
        work.Change("""
            insert into session (key_hash, check_in_id, coordinator_id, entered_by, started_at, seen_at, expires_at)
            values (@hash, @checkInId, @coordinatorId, @enteredBy, @now, @now, @expires)
            """, new { hash = key.Hash, checkInId, coordinatorId, enteredBy, now, expires = now + life });
        return key.Clear;
    }
}

public sealed record Session
{
    public long Id { get; init; }

    public long? CheckInId { get; init; }

    public long? CoordinatorId { get; init; }

    public string? EnteredBy { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}
