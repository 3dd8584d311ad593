using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers;

internal static class AnswerTable
{
    /// <summary>Every item shown in a check-in; a skipped one has no value.</summary>
    public static async Task<IReadOnlyList<Answer>> OfCheckIn(Transaction transaction, long checkInId) =>
        Of(await ResponseTable.OfCheckIn(transaction, checkInId));

    private static IReadOnlyList<Answer> Of(IEnumerable<Response> responses) =>
        [
            .. responses.SelectMany(
                response => response.Answers.Given,
                (response, given) =>
                    new Answer(response.Instrument, given.Item, given.Value, given.EnteredBy, given.SessionId)
            ),
        ];

    /// <summary>Whether an answer in an aftercare check-in asks for a kind call.</summary>
    public static async Task<bool> IsHeavy(Transaction transaction, long checkInId) =>
        (await ResponseTable.OfCheckIn(transaction, checkInId)).Any(response => response.Answers.AreHeavy);

    /// <summary>Every answered item of a caregiver's finished responses, oldest first.</summary>
    public static async Task<IReadOnlyList<CheckInAnswer>> OfCaregiver(Transaction transaction, long caregiverId) =>
        [
            .. (await ResponseTable.FinishedOf(transaction, caregiverId)).SelectMany(
                response => response.Answers.Answered,
                (response, given) => new CheckInAnswer(response.CheckInId, response.Instrument, given.Item, given.Code)
            ),
        ];

    /// <summary>Every answered item of a caregiver's finished responses to one questionnaire in any version, newest
    /// first.</summary>
    public static async Task<IReadOnlyList<DatedAnswer>> Newest(
        Transaction transaction,
        long caregiverId,
        string instrument
    ) =>
        Dated(
            await ResponseTable.Of(
                transaction,
                $"""
                caregiver_id = {caregiverId} and instrument = {instrument} and finished_at is not null
                order by answered_on desc, id desc
                """
            )
        );

    /// <summary>Every answered item of a caregiver's newest finished response to each questionnaire, newest
    /// first.</summary>
    public static async Task<IReadOnlyList<DatedAnswer>> NewestOfEach(Transaction transaction, long caregiverId) =>
        Dated(
            await ResponseTable.Of(
                transaction,
                $"""
                caregiver_id = {caregiverId} and finished_at is not null
                  and not exists (
                      select 1 from response as later
                      where later.caregiver_id = response.caregiver_id and later.instrument = response.instrument
                        and later.finished_at is not null
                        and (later.answered_on > response.answered_on
                             or (later.answered_on = response.answered_on and later.id > response.id)))
                order by answered_on desc, id desc
                """
            )
        );

    private static IReadOnlyList<DatedAnswer> Dated(IEnumerable<Response> responses) =>
        [
            .. responses.SelectMany(
                response => response.Answers.Answered,
                (response, given) =>
                    new DatedAnswer(response.AnsweredOn, response.Instrument, response.Version, given.Item, given.Code)
            ),
        ];

    /// <summary>Every answered item of a caregiver, by response; also those they say are not theirs.</summary>
    public static async Task<IReadOnlyList<StoredAnswer>> OfPerson(Transaction transaction, long caregiverId) =>
        [
            .. (
                await transaction.All<PersonsAnswers>(
                    $"""
                    select check_in_id, invalidated_id, instrument, version, answers
                    from response
                    where saved_at is not null and (
                        caregiver_id = {caregiverId}
                        or invalidated_id in (select id from invalidated where caregiver_id = {caregiverId}))
                    order by id
                    """
                )
            ).SelectMany(
                response => response.Answers.Answered,
                (response, given) =>
                    new StoredAnswer(
                        response.CheckInId,
                        response.InvalidatedId,
                        response.Instrument,
                        response.Version,
                        given.Item,
                        given.Code
                    )
            ),
        ];

    public static async Task<bool> HasAny(Transaction transaction, long checkInId) =>
        (await ResponseTable.OfCheckIn(transaction, checkInId)).Any(response => response.SavedAt is not null);

    /// <summary>Those of some check-ins with at least one answer.</summary>
    public static Task<IReadOnlyList<long>> Answered(Transaction transaction, IReadOnlyCollection<long> checkInIds) =>
        transaction.All<long>(
            $"""
            select distinct check_in_id from response where check_in_id in ({checkInIds}) and saved_at is not null
            """
        );

    /// <summary>The answers to one question, for the check-ins that asked it.</summary>
    public static async Task<IReadOnlyList<(long CheckInId, int Value)>> To(
        Transaction transaction,
        IReadOnlyCollection<long> checkInIds,
        (string Instrument, string Item) question
    ) =>
        [
            .. from response in await ResponseTable.Of(
                transaction,
                $"check_in_id in ({checkInIds}) and instrument = {question.Instrument}"
            )
            from given in response.Answers.Answered
            where given.Item == question.Item
            select (response.CheckInId, given.Code),
        ];

    /// <summary>All answers of some check-ins, by check-in.</summary>
    public static async Task<ILookup<long, ResponseAnswer>> OfEach(
        Transaction transaction,
        IReadOnlyCollection<long> checkInIds
    ) =>
        (
            from response in await ResponseTable.Of(transaction, $"check_in_id in ({checkInIds})")
            from given in response.Answers.Given
            where given.Value is not null
            select (response.CheckInId, given)
        ).ToLookup(answer => answer.CheckInId, answer => answer.given);

    private sealed record PersonsAnswers(
        long? CheckInId,
        long? InvalidatedId,
        string Instrument,
        int Version,
        ResponseAnswers Answers
    );
}

/// <summary>The answer to one question that was shown.</summary>
/// <param name="Value">Null if skipped.</param>
/// <param name="IsBlank">Left without a choice: counts as skipped, and never undoes an answer.</param>
public sealed record ItemAnswer(Instrument Instrument, string Item, int? Value, bool IsBlank = false)
{
    /// <summary>The questionnaire and the item, as the form's field name.</summary>
    public string Field => $"{Instrument.Key}.{Item}";

    public int? StoredIn(IReadOnlyList<Answer> stored) =>
        stored.FirstOrDefault(answer => answer.Instrument == Instrument.Key && answer.Item == Item)?.Value;
}

/// <summary>The state of one item of a check-in: a raw code, or skipped.</summary>
/// <param name="EnteredBy">As in <see cref="ResponseAnswer.EnteredBy"/>.</param>
/// <param name="SessionId">As in <see cref="ResponseAnswer.SessionId"/>.</param>
public sealed record Answer(string Instrument, string Item, int? Value, string? EnteredBy, long? SessionId);

/// <summary>An answered item, of a check-in or set aside from one.</summary>
public sealed record StoredAnswer(
    long? CheckInId,
    long? InvalidatedId,
    string Instrument,
    int Version,
    string Item,
    int Value
);

internal sealed record CheckInAnswer(long CheckInId, string Instrument, string Item, int Value);

/// <summary>An answered item with its day and the version of the questionnaire.</summary>
public sealed record DatedAnswer(DateOnly AnsweredOn, string Instrument, int Version, string Item, int Value);
