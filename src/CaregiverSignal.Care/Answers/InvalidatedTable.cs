using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers;

/// <summary>All SQL on responses and answers that a caregiver says are not theirs.</summary>
internal static class InvalidatedTable
{
    /// <summary>Who typed answers in, in the check-in and in what was set aside of it.</summary>
    private const string Typed = "typed_by, typed_way, typed_answered_on, typed_saved_at";

    public static Task<IReadOnlyList<Invalidated>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Invalidated>(
            $"""
            select
                invalidated.id, invalidated.caregiver_id, invalidated.check_in_id, invalidated.answered_at,
                invalidated.offers_lists,
                invalidated.own_words, invalidated.words_by, invalidated.call_me, invalidated.reason,
                invalidated.invalidated_at, coalesce(coordinator.name, coordinator.email) as coordinator,
                (select count(*) from response where response.check_in_id = invalidated.check_in_id)
                    + (select count(typed_by) from check_in where check_in.id = invalidated.check_in_id) as given_since
            from invalidated
            join coordinator on coordinator.id = invalidated.invalidated_by
            where invalidated.caregiver_id = {caregiverId}
            order by invalidated.id desc
            """
        );

    /// <summary>When others answered for some caregivers; unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<Invalidated>> ReadableOf(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<Invalidated>(
            $"select id, caregiver_id, check_in_id, answered_at from invalidated where caregiver_id in ({ids})"
        );

    /// <summary>A caregiver's check-ins, oldest first, as they were answered: for a page of theirs, where whoever gave
    /// answers in their place may read along.</summary>
    public static async Task<IReadOnlyList<CheckIn>> AsGiven(Transaction transaction, long caregiverId)
    {
        var gone = await Of(transaction, caregiverId);
        return
        [
            .. (await CheckInTable.Of(transaction, caregiverId)).Select(checkIn =>
                checkIn.AnsweredAt is null && gone.FirstOrDefault(it => it.CheckInId == checkIn.Id) is { Was: var was }
                    ? checkIn with
                    {
                        AnsweredAt = was.AnsweredAt,
                        OffersLists = was.OffersLists,
                        OwnWords = was.OwnWords,
                        WordsBy = was.WordsBy,
                        CallMe = was.CallMe,
                    }
                    : checkIn
            ),
        ];
    }

    /// <param name="checkIn">As it was before.</param>
    /// <param name="by">The coordinator who notes it.</param>
    public static Task<long> Add(Transaction transaction, CheckIn checkIn, long by, string reason, DateTimeOffset at) =>
        transaction.One<long>(
            $"""
            insert into invalidated (
                caregiver_id, check_in_id, answered_at, offers_lists, own_words, words_by, call_me, reason,
                invalidated_at, invalidated_by)
            values (
                {checkIn.CaregiverId}, {checkIn.Id}, {checkIn.AnsweredAt}, {checkIn.OffersLists}, {checkIn.OwnWords},
                {checkIn.WordsBy}, {checkIn.CallMe}, {reason}, {at}, {by})
            returning id
            """
        );

    /// <summary>Takes the responses out of the check-in, with their answers, their scores and who typed them in:
    /// belonging to no check-in and no caregiver, they are found by nothing that reads answers.</summary>
    public static async Task SetAside(Transaction transaction, long id, long checkInId)
    {
        await transaction.Execute(
            $"""
            update invalidated set ({Typed:sql}) = (select {Typed:sql} from check_in where check_in.id = {checkInId})
            where id = {id}
            """
        );
        await transaction.Execute(
            $"""
            update check_in set typed_by = null, typed_way = null, typed_answered_on = null, typed_saved_at = null
            where id = {checkInId}
            """
        );
        await transaction.Execute(
            $"""
            update response set caregiver_id = null, check_in_id = null, invalidated_id = {id}
            where check_in_id = {checkInId}
            """
        );
    }

    /// <summary>Puts all of it back; the audit log keeps that it was gone.</summary>
    public static async Task PutBack(Transaction transaction, Invalidated invalidated)
    {
        await transaction.Execute(
            $"""
            update check_in set ({Typed:sql}) = (
                select {Typed:sql} from invalidated where invalidated.id = {invalidated.Id})
            where id = {invalidated.CheckInId}
            """
        );
        await transaction.Execute(
            $"""
            update response set
                caregiver_id = {invalidated.CaregiverId}, check_in_id = {invalidated.CheckInId}, invalidated_id = null
            where invalidated_id = {invalidated.Id}
            """
        );
        await transaction.Execute($"delete from invalidated where id = {invalidated.Id}");
    }
}

/// <summary>That a check-in's answers are not the caregiver's: who said so, when and why.</summary>
public sealed record Invalidated
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public long CheckInId { get; init; }

    public DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Whether its lists could be answered at that time.</summary>
    public bool OffersLists { get; init; }

    public string? OwnWords { get; init; }

    public string? WordsBy { get; init; }

    public CallWish? CallMe { get; init; }

    public string Reason { get; init; } = "";

    public DateTimeOffset InvalidatedAt { get; init; }

    /// <summary>Who recorded it: a name, or otherwise an address.</summary>
    public string Coordinator { get; init; } = "";

    /// <summary>How many of its questionnaires were begun since, plus one if they were typed in.</summary>
    public int GivenSince { get; init; }

    public CheckIn Was =>
        new()
        {
            Id = CheckInId,
            AnsweredAt = AnsweredAt,
            OffersLists = OffersLists,
            OwnWords = OwnWords,
            WordsBy = WordsBy,
            CallMe = CallMe,
        };

    /// <summary>Whether they can be put back: no other answers have replaced them.</summary>
    public bool CanBePutBack => GivenSince == 0;
}
