using System.Text.Json;
using CaregiverSignal.Mail;
using CaregiverSignal.Storage;

namespace CaregiverSignal.FollowUp;

/// <summary>All SQL of what an operator sees and decides about mail; across the rooms, because who stopped is never mailed again.</summary>
public static class PostTable
{
    /// <summary>A lost or refused mail to somebody who still takes part, while it still makes sense; mail to staff always does.</summary>
    private const string MayGoAgain = """
        mail.bytes is not null and mail.state in ('failed', 'unsure', 'expired', 'held')
          and case
            when mail.kind in ('invitation', 'reminder') then mail.not_after > @now and exists (
                select 1 from check_in join caregiver on caregiver.id = check_in.caregiver_id
                where check_in.caregiver_id = mail.caregiver_id and check_in.closed_at is null and caregiver.status = 'active'
                  and mail.dedupe_key in ('invite:' || check_in.id, 'remind:' || check_in.id))
            when mail.kind in ('alert', 'escalation', 'digest') then 1
            else mail.not_after > @now
          end
        """;

    private const string MayBeGivenUp = "mail.state in ('ready', 'unsure', 'held')";

    private const string Columns = $"""
        mail.id, mail.kind, mail.state, mail.recipient_domain, mail.created_at, mail.next_try_at, mail.ended_at, mail.attempts, mail.last_code, mail.last_note,
        ({MayGoAgain}) as may_go_again, ({MayBeGivenUp}) as may_be_given_up
        """;

    /// <summary>How many mails are in each state.</summary>
    public static IReadOnlyDictionary<string, int> Counts(Work work) => work.All<StateCount>("""
        select '' as kind, state, count(*) as count from mail group by state order by state
        """).ToDictionary(one => one.State, one => one.Count);

    /// <summary>Mail in these states, newest first.</summary>
    public static IReadOnlyList<PostRow> InStates(Work work, IReadOnlyCollection<string> states, DateTimeOffset now, int limit) => work.All<PostRow>($"""
        select {Columns}
        from mail
        where mail.state in (select value from json_each(@states))
        order by mail.created_at desc, mail.id
        limit @limit
        """, new { states = JsonSerializer.Serialize(states), now, limit });

    public static PostRow? Get(Work work, string id, DateTimeOffset now) => work.First<PostRow>($"""
        select {Columns} from mail where mail.id = @id
        """, new { id, now });

    /// <summary>Puts a mail in the queue again, byte for byte; one to staff that is past its time gets a new one.</summary>
    /// <param name="by">The coordinator who decided; null on the command line.</param>
    /// <param name="alertWithin">How soon the relay must have it, where that mattered and nobody has taken the signal up.</param>
    /// <returns>False when it may not, or no longer.</returns>
    public static bool SendAgain(Work work, string id, long? by, TimeSpan alertWithin, DateTimeOffset now) => work.Change($"""
        update mail set
            state = 'ready', next_try_at = @now, attempts = 0, retry_class = null, class_attempts = 0, ended_at = null, lease_until = null,
            not_after = case when not_after > @now then not_after else @day end,
            hand_over_by = case when hand_over_by is null then null else @handOverBy end, told_late_at = null,
            decided_by = @by, decided_at = @now
        where id = @id and {MayGoAgain}
        """, new { id, by, now, day = now.AddDays(1), handOverBy = now + alertWithin }) == 1;

    /// <returns>False when it is on its way, or has ended.</returns>
    public static bool GiveUp(Work work, string id, long? by, DateTimeOffset now) => work.Change($"""
        update mail set
            state = 'failed', ended_at = @now, next_try_at = null, lease_until = null, last_note = @note, decided_by = @by, decided_at = @now
        where id = @id and {MayBeGivenUp}
        """, new { id, by, now, note = SendNote.GivenUp }) == 1;
}

/// <summary>A mail as an operator may see it: no name, no address, no word of it.</summary>
public sealed record PostRow
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string RecipientDomain { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int Attempts { get; init; }

    public int? LastCode { get; init; }

    public string? LastNote { get; init; }

    public bool MayGoAgain { get; init; }

    public bool MayBeGivenUp { get; init; }
}
