using CaregiverSignal.Jobs;

namespace CaregiverSignal.CheckIns;

internal static class CheckInTable
{
    private const string Columns = """
        id, caregiver_id, number, asked_on, closes_on, instruments, in_between, answered_at, closed_at, own_words,
        words_by, call_me, offered, offers_lists, posted_on, invalidated_at
        """;

    public static DueItems ToRemind(DateOnly today) =>
        new(Job.Remind, $"from check_in where remind_on <= {today}", order: "remind_on, id", since: "remind_on");

    /// <summary>Check-ins whose days are over: open, or with lists offered after the one page.</summary>
    public static DueItems ToEnd(DateOnly today) =>
        new(
            Job.Close,
            $"from check_in where (closed_at is null or offers_lists = 1) and closes_on <= {today}",
            order: "closes_on, id",
            since: "closes_on"
        );

    /// <summary>The invitation goes out once more.</summary>
    private static readonly DueItems ToMailAgain = new(
        Job.InviteAgain,
        $"from check_in where mail_again_at is not null",
        order: "mail_again_at, id"
    );

    public static Task<CheckIn?> Get(Transaction transaction, long id) =>
        transaction.First<CheckIn>($"select {Columns:sql} from check_in where id = {id}");

    public static Task<IReadOnlyList<CheckIn>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<CheckIn>(Whose($"= {caregiverId}"));

    /// <summary>Likewise for several; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<CheckIn>> ReadableOf(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<CheckIn>(Whose($"in ({ids})"));

    /// <summary>All check-ins of several caregivers, oldest first.</summary>
    public static async Task<ILookup<long, CheckIn>> OfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) => (await transaction.All<CheckIn>(Whose($"in ({caregiverIds})"))).ToLookup(checkIn => checkIn.CaregiverId);

    private static Sql Whose(Sql caregiverId) =>
        $"select {Columns:sql} from check_in where caregiver_id {caregiverId} order by asked_on, id";

    /// <summary>The newest planned check-in, from which the next is counted; null if the caregiver was never
    /// asked.</summary>
    public static Task<CheckIn?> NewestPlannedOf(Transaction transaction, long caregiverId) =>
        transaction.First<CheckIn>(
            $"""
            select {Columns:sql}
            from check_in
            where caregiver_id = {caregiverId} and in_between = 0
            order by asked_on desc, id desc
            limit 1
            """
        );

    /// <summary>The check-in a caregiver can answer now; null without one.</summary>
    public static Task<CheckIn?> OpenOf(Transaction transaction, long caregiverId) =>
        transaction.First<CheckIn>(
            $"""
            select {Columns:sql} from check_in
            where caregiver_id = {caregiverId} and closed_at is null
            order by asked_on desc, id desc
            limit 1
            """
        );

    /// <returns>The id; null if this caregiver was already asked on that day.</returns>
    public static Task<long?> Add(
        Transaction transaction,
        long caregiverId,
        int number,
        DateOnly askedOn,
        DateOnly closesOn,
        DateOnly? remindOn,
        string instruments,
        DateTimeOffset at,
        bool inBetween = false
    ) =>
        transaction.First<long?>(
            $"""
            insert into check_in (
                caregiver_id, number, asked_on, closes_on, remind_on, instruments, opened_at, in_between)
            values ({caregiverId}, {number}, {askedOn}, {closesOn}, {remindOn}, {instruments}, {at}, {inBetween})
            on conflict (caregiver_id, asked_on) do nothing
            returning id
            """
        );

    /// <summary>Adds check-ins of people who were never asked.</summary>
    public static Task AddHistory(Transaction transaction, IEnumerable<PastCheckIn> past) =>
        transaction.AddRows(
            "check_in",
            "id, caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at",
            past,
            row =>
                [
                    row.Id,
                    row.CaregiverId,
                    row.Number,
                    row.AskedOn,
                    row.ClosesOn,
                    row.Instruments,
                    row.OpenedAt,
                    row.AnsweredAt,
                    row.ClosedAt,
                ]
        );

    /// <summary>All open check-ins, except unreadable rows.</summary>
    public static Task<IReadOnlyList<CheckIn>> AllOpen(Transaction transaction) =>
        transaction.AllReadable<CheckIn>($"select {Columns:sql} from check_in where closed_at is null order by id");

    /// <summary>All check-ins of some caregivers, oldest first, except unreadable rows.</summary>
    public static async Task<ILookup<long, CheckIn>> OfAll(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        (
            await transaction.AllReadable<CheckIn>(
                $"select {Columns:sql} from check_in where caregiver_id in ({caregiverIds}) order by asked_on, id"
            )
        ).ToLookup(checkIn => checkIn.CaregiverId);

    /// <summary>A check-in to remind of; null for none.</summary>
    public static async Task<CheckIn?> NextToRemind(Transaction transaction, DateOnly today) =>
        await ToRemind(today).Next(transaction) is { } id ? await Get(transaction, id) : null;

    /// <summary>Clears the day of the reminder, so that there is at most one.</summary>
    public static async Task<bool> MarkReminded(Transaction transaction, long id, DateTimeOffset? at) =>
        await transaction.Execute(
            $"update check_in set remind_on = null, reminded_at = {at} where id = {id} and remind_on is not null"
        ) == 1;

    /// <summary>The first ones whose days are over, in order.</summary>
    public static async Task<IReadOnlyList<CheckIn>> NextToEnd(Transaction transaction, DateOnly today, int most) =>
        await transaction.All<CheckIn>(
            $"""
            select {Columns:sql} from check_in
            where id in ({await ToEnd(today).Next(transaction, most)})
            order by closes_on, id
            """
        );

    /// <summary>The caregivers, among some, with an open check-in whose days are over, except those set
    /// aside.</summary>
    public static Task<IReadOnlyList<long>> WhoseAreToEnd(
        Transaction transaction,
        DateOnly today,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        transaction.All<long>(
            $"""
            select distinct caregiver_id
            {ToEnd(today).Waiting}
              and closed_at is null and caregiver_id in ({caregiverIds})
            order by caregiver_id
            """
        );

    /// <summary>Closes an open check-in with its own words, who wrote them, the wish to be called, and the lists on
    /// offer; <paramref name="answeredAt"/> stays empty if nothing was answered.</summary>
    public static Task Close(Transaction transaction, CheckIn ended, DateTimeOffset at, DateTimeOffset? answeredAt) =>
        transaction.Execute(
            $"""
            update check_in set
                own_words = {ended.OwnWords}, words_by = {ended.WordsBy}, call_me = {ended.CallMe},
                offered = {ended.Offered}, offers_lists = {ended.OffersLists},
                closed_at = {at}, answered_at = {answeredAt}, remind_on = null, mail_again_at = null
            where id = {ended.Id} and closed_at is null
            """
        );

    /// <summary>Closes open check-ins without any answer.</summary>
    public static Task CloseLeft(Transaction transaction, IReadOnlyCollection<long> ids, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update check_in set closed_at = {at}, remind_on = null, mail_again_at = null
            where id in ({ids}) and closed_at is null
            """
        );

    /// <summary>Reopens a closed, unanswered check-in for a late answer.</summary>
    /// <returns>False if it was answered meanwhile.</returns>
    public static async Task<bool> Reopen(Transaction transaction, long id) =>
        await transaction.Execute(
            $"update check_in set closed_at = null where id = {id} and closed_at is not null and answered_at is null"
        ) == 1;

    /// <summary>Stores the day on which the questions were posted, or takes it back.</summary>
    /// <returns>False if nothing changed, or if the check-in is over.</returns>
    public static async Task<bool> Post(Transaction transaction, long id, DateOnly? on, DateOnly? closesOn = null) =>
        await transaction.Execute(
            $"""
            update check_in set posted_on = {on}, closes_on = coalesce({closesOn}, closes_on)
            where id = {id} and closed_at is null and (posted_on is null) <> ({on} is null)
            """
        ) == 1;

    /// <summary>The open check-ins of some coordinators' caregivers who are asked on paper, oldest first.</summary>
    public static Task<IReadOnlyList<CheckIn>> OnPaper(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds
    ) =>
        transaction.AllReadable<CheckIn>(
            $"""
            select {Columns:sql}
            from check_in
            where closed_at is null
              and caregiver_id in (
                select id from caregiver where channel = 'paper' and coordinator_id in ({coordinatorIds})
                  and status in ('active', 'aftercare'))
            order by asked_on, id
            """
        );

    /// <summary>How many letters can be printed: not posted yet, to a known address.</summary>
    public static Task<int> ToPrint(Transaction transaction, IReadOnlyCollection<long> coordinatorIds) =>
        transaction.One<int>(
            $"""
            select count(*)
            from check_in join caregiver on caregiver.id = check_in.caregiver_id
            where check_in.closed_at is null and check_in.posted_on is null
              and caregiver.channel = 'paper' and caregiver.coordinator_id in ({coordinatorIds})
              and caregiver.status in ('active', 'aftercare')
              and coalesce(trim(caregiver.postal_address), '') <> ''
            """
        );

    /// <param name="unanswered">Those of them without an answer.</param>
    /// <returns>False if it was over already.</returns>
    public static async Task<bool> EndOffer(Transaction transaction, long id, IEnumerable<string> unanswered) =>
        await transaction.Execute(
            $"""
            update check_in set offered = {string.Join(';', unanswered)}, offers_lists = 0
            where id = {id} and offers_lists = 1
            """
        ) == 1;

    /// <summary>Stores that its answers are not the caregiver's: it has no answers, words or wish to be called, and
    /// none of its lists can be filled in.</summary>
    /// <returns>False if it was not answered.</returns>
    public static async Task<bool> Invalidate(Transaction transaction, long id, DateTimeOffset at) =>
        await transaction.Execute(
            $"""
            update check_in set
                answered_at = null, offers_lists = 0, own_words = null, words_by = null, call_me = null,
                invalidated_at = {at}
            where id = {id} and answered_at is not null
            """
        ) == 1;

    /// <summary>Undoes that: it is answered as it was.</summary>
    /// <param name="was">The id, and everything to put back.</param>
    /// <returns>False if it was answered again, or is not invalidated.</returns>
    public static async Task<bool> Own(Transaction transaction, CheckIn was) =>
        await transaction.Execute(
            $"""
            update check_in set
                answered_at = {was.AnsweredAt}, offers_lists = {was.OffersLists}, own_words = {was.OwnWords},
                words_by = {was.WordsBy},
                call_me = {was.CallMe}, invalidated_at = null
            where id = {was.Id} and answered_at is null and invalidated_at is not null
            """
        ) == 1;

    /// <summary>Reopens a caregiver's newest check-in that closed unanswered since an instant and whose days are not
    /// over.</summary>
    /// <returns>Null without one.</returns>
    public static Task<CheckIn?> Reopen(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset closedSince,
        DateOnly today
    ) =>
        transaction.First<CheckIn>(
            $"""
            update check_in set closed_at = null
            where id = (
                select id from check_in
                where caregiver_id = {caregiverId}
                  and closed_at >= {closedSince}
                  and answered_at is null
                  and invalidated_at is null
                  and closes_on > {today}
                order by asked_on desc, id desc
                limit 1)
            returning {Columns:sql}
            """
        );

    /// <summary>Asks for the invitation to an open check-in to be mailed again, because the address changed.</summary>
    public static Task MailAgain(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute($"update check_in set mail_again_at = {at} where id = {id} and closed_at is null");

    /// <summary>A check-in whose invitation is to be mailed again; null for none.</summary>
    public static async Task<CheckIn?> NextToMailAgain(Transaction transaction) =>
        await ToMailAgain.Next(transaction) is { } id ? await Get(transaction, id) : null;

    /// <returns>False if another worker did it first.</returns>
    public static async Task<bool> MarkMailedAgain(Transaction transaction, long id) =>
        await transaction.Execute(
            $"update check_in set mail_again_at = null where id = {id} and mail_again_at is not null"
        ) == 1;

    /// <summary>Saves the caregiver's own words, and whether they want to be called; not after the check-in was
    /// answered and closed.</summary>
    /// <param name="wordsBy">Who enters the words: <c>caregiver</c>, or the address of the coordinator who types them
    /// in; unchanged words keep their first author.</param>
    public static Task SaveOwnWords(
        Transaction transaction,
        long id,
        string? words,
        CallWish? callMe,
        string wordsBy = "caregiver"
    ) =>
        transaction.Execute(
            $"""
            update check_in set
                words_by = case
                    when {words} is null then null
                    when own_words = {words} then words_by
                    else {wordsBy}
                end,
                own_words = {words}, call_me = {callMe}
            where id = {id} and (closed_at is null or answered_at is null)
            """
        );
}

/// <summary>A check-in from before the caregiver came.</summary>
/// <param name="AnsweredAt">Null if unanswered.</param>
/// <param name="ClosedAt">Null if it remains to be closed once its days are over.</param>
internal sealed record PastCheckIn(
    long CaregiverId,
    int Number,
    DateOnly AskedOn,
    DateOnly ClosesOn,
    string Instruments,
    DateTimeOffset OpenedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? ClosedAt
)
{
    /// <summary>Its id in the database.</summary>
    public long Id { get; init; }
}
