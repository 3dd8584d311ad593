using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.FollowUp;

/// <summary>All SQL on the tip table.</summary>
public static class TipTable
{
    private const string Columns = """
        tip.id, tip.received_at, tip.words, tip.about, tip.minor, tip.knows, tip.teller_name, tip.teller_phone, tip.teller_email, tip.times_told,
        tip.taken_up_at, (select coalesce(name, email) from coordinator where coordinator.id = tip.taken_up_by) as taken_up_by,
        tip.closed_at, (select coalesce(name, email) from coordinator where coordinator.id = tip.closed_by) as closed_by,
        tip.outcome, tip.note, tip.forgotten_at
        """;

    /// <summary>Who works with people at the support point. An operator who follows nobody only minds the mail, unless there is nobody else.</summary>
    private const string IsReader = """
        coordinator.enrolled_at is not null
          and (coordinator.is_operator = 0 or exists (select 1 from caregiver where caregiver.coordinator_id = coordinator.id)
            or not exists (
                select 1 from coordinator other
                where other.enrolled_at is not null
                  and (other.is_operator = 0 or exists (select 1 from caregiver where caregiver.coordinator_id = other.id))))
        """;

    /// <summary>Nobody took it up; or this coordinator did, and left it.</summary>
    private const string WaitsFor = """
        tip.closed_at is null and (tip.taken_up_at is null or (tip.taken_up_by = coordinator.id and tip.taken_up_at < @leftSince))
        """;

    /// <returns>False when this very form was stored before.</returns>
    public static bool Add(Work work, string dedupeKey, TipForm form, DateTimeOffset at) => work.Change("""
        insert into tip (dedupe_key, received_at, words, about, minor, knows, teller_name, teller_phone, teller_email)
        values (@dedupeKey, @at, @Words, nullif(@About, ''), nullif(@Minor, ''), nullif(@Knows, ''), nullif(@Name, ''), nullif(@Phone, ''), nullif(@Email, ''))
        on conflict (dedupe_key) do nothing
        """, new { dedupeKey, at, form.Words, form.About, form.Minor, form.Knows, form.Name, form.Phone, form.Email }) == 1;

    public static Tip? Get(Work work, long id) => work.First<Tip>($"""
        select {Columns} from tip where tip.id = @id
        """, new { id });

    /// <summary>All that is open, first what nobody took up, oldest first.</summary>
    public static IReadOnlyList<Tip> Open(Work work) => work.All<Tip>($"""
        select {Columns} from tip
        where tip.closed_at is null
        order by tip.taken_up_at is not null, tip.id
        """);

    /// <summary>A tip that nobody was told of, or that nobody took up by its day; null when there is none.</summary>
    public static Tip? NextToTell(Work work, DateOnly today) => work.Next<Tip>("tell team", next => next.Id, $"""
        select {Columns} from tip
        where tip.closed_at is null and tip.taken_up_at is null and (tip.told_at is null or tip.tell_again_on <= @today)
          and tip.id not in (select item from aside where step = @step)
        order by tip.id
        limit 1
        """, new { today });

    /// <param name="againOn">The day on which it is told again; null for never.</param>
    /// <returns>How often it has been told now; null when another worker told it first.</returns>
    public static int? MarkTold(Work work, Tip tip, DateTimeOffset at, DateOnly? againOn) => work.First<int?>("""
        update tip set told_at = @at, times_told = times_told + 1, tell_again_on = @againOn
        where id = @Id and times_told = @TimesTold
        returning times_told
        """, new { tip.Id, tip.TimesTold, at, againOn });

    /// <returns>False when somebody took it up before, or it is closed.</returns>
    public static bool TakeUp(Work work, long id, long coordinatorId, DateTimeOffset at) => work.Change("""
        update tip set taken_up_at = @at, taken_up_by = @coordinatorId, tell_again_on = null
        where id = @id and taken_up_at is null and closed_at is null
        """, new { id, coordinatorId, at }) == 1;

    /// <param name="outcome">One of <see cref="TipOutcomes"/>.</param>
    /// <returns>False when it was closed before.</returns>
    public static bool Close(Work work, long id, long coordinatorId, string outcome, string note, DateTimeOffset at) => work.Change("""
        update tip set closed_at = @at, closed_by = @coordinatorId, outcome = @outcome, note = nullif(@note, ''), tell_again_on = null
        where id = @id and closed_at is null
        """, new { id, coordinatorId, outcome, note, at }) == 1;

    /// <summary>Deletes all words, and every way to reach anybody, of what was closed before an instant; that there was a tip, and how it ended, stays.</summary>
    public static int Forget(Work work, DateTimeOffset closedBefore, DateTimeOffset at) => work.Change("""
        update tip set
            words = null, about = null, teller_name = null, teller_phone = null, teller_email = null, note = null, forgotten_at = @at
        where closed_at < @closedBefore and forgotten_at is null
        """, new { closedBefore, at });

    /// <summary>The coordinators who read tips.</summary>
    public static IReadOnlyList<Coordinator> Readers(Work work) => work.All<Coordinator>($"""
        select id, email, name, deputy_id, is_operator from coordinator where {IsReader} order by id
        """);

    public static bool IsReadBy(Work work, long coordinatorId) => work.One<long>($"""
        select count(*) from coordinator where id = @coordinatorId and {IsReader}
        """, new { coordinatorId }) == 1;

    /// <summary>How many tips wait for a coordinator.</summary>
    /// <param name="leftSince">What somebody took up before this instant, and did not close, waits for them again.</param>
    public static int CountWaiting(Work work, long coordinatorId, DateTimeOffset leftSince) => work.One<int>($"""
        select count(*) from coordinator join tip on {WaitsFor} where coordinator.id = @coordinatorId and {IsReader}
        """, new { coordinatorId, leftSince });

    /// <summary>A coordinator without today's digest for whom a tip waits that was told before; null when there is none.</summary>
    /// <param name="toldBefore">What was told since then needs no second mail on the same day.</param>
    public static Coordinator? NextForDigest(Work work, DateOnly today, DateTimeOffset toldBefore, DateTimeOffset leftSince) => work.Next<Coordinator>("digest", next => next.Id, $"""
        select id, email, name, deputy_id, is_operator from coordinator
        where (digest_on is null or digest_on < @today) and {IsReader} and id not in (select item from aside where step = @step)
          and exists (select 1 from tip where tip.told_at < @toldBefore and {WaitsFor})
        order by id
        limit 1
        """, new { today, toldBefore, leftSince });
}
