using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Answers;

/// <summary>All SQL on the answer table.</summary>
internal static class AnswerTable
{
    /// <summary>The answered items of a response, without the skipped ones.</summary>
    public static IReadOnlyDictionary<string, int> Of(Transaction transaction, long responseId) =>
        transaction
            .All<(string Item, int Value)>(
                $"select item, value from answer where response_id = {responseId} and value is not null"
            )
            .ToDictionary(answer => answer.Item, answer => answer.Value);

    /// <summary>Every item shown in a check-in; a skipped one has no value.</summary>
    public static IReadOnlyList<Answer> OfCheckIn(Transaction transaction, long checkInId) =>
        transaction.All<Answer>(
            $"""
            select response.instrument, answer.item, answer.value, answer.entered_by, answer.saved_at, answer.session_id
            from answer join response on response.id = answer.response_id
            where response.check_in_id = {checkInId}
            order by answer.saved_at, answer.response_id, answer.item
            """
        );

    /// <summary>The same, as it is scored.</summary>
    public static IEnumerable<(string Instrument, string Item, int? Value)> SavedIn(
        Transaction transaction,
        long checkInId
    ) => OfCheckIn(transaction, checkInId).Select(answer => (answer.Instrument, answer.Item, answer.Value));

    /// <summary>Whether an answer of a check-in in aftercare asks for a kind call.</summary>
    public static bool IsHeavy(Transaction transaction, long checkInId) =>
        OfCheckIn(transaction, checkInId)
            .Any(answer => answer.Value is { } value && Aftercare.IsHeavy(answer.Item, value));

    /// <summary>Every answered item of a caregiver's finished responses, oldest first.</summary>
    public static IReadOnlyList<CheckInAnswer> OfCaregiver(Transaction transaction, long caregiverId) =>
        transaction.All<CheckInAnswer>(
            $"""
            select response.check_in_id, response.instrument, answer.item, answer.value
            from answer join response on response.id = answer.response_id
            where response.caregiver_id = {caregiverId} and response.finished_at is not null
              and answer.value is not null
            order by response.answered_on, response.id, answer.item
            """
        );

    /// <summary>
    /// Every answered item of a caregiver's finished responses to one questionnaire in any version, newest first.
    /// </summary>
    public static IReadOnlyList<DatedAnswer> Newest(Transaction transaction, long caregiverId, string instrument) =>
        transaction.All<DatedAnswer>(
            $"""
            select response.answered_on, response.instrument, response.version, answer.item, answer.value
            from answer join response on response.id = answer.response_id
            where response.caregiver_id = {caregiverId} and response.instrument = {instrument}
                and response.finished_at is not null and answer.value is not null
            order by response.answered_on desc, response.id desc, answer.item
            """
        );

    /// <summary>
    /// Every answered item of a caregiver's newest finished response to each questionnaire, newest first.
    /// </summary>
    public static IReadOnlyList<DatedAnswer> NewestOfEach(Transaction transaction, long caregiverId) =>
        transaction.All<DatedAnswer>(
            $"""
            select response.answered_on, response.instrument, response.version, answer.item, answer.value
            from response join answer on answer.response_id = response.id
            where response.caregiver_id = {caregiverId} and response.finished_at is not null
              and answer.value is not null
              and not exists (
                  select 1 from response as later
                  where later.caregiver_id = response.caregiver_id and later.instrument = response.instrument
                    and later.finished_at is not null
                    and (later.answered_on > response.answered_on
                         or (later.answered_on = response.answered_on and later.id > response.id)))
            order by response.answered_on desc, response.id desc, answer.item
            """
        );

    /// <summary>Every answered item of a caregiver, by response; also of those that they say are not theirs.</summary>
    public static IReadOnlyList<StoredAnswer> OfPerson(Transaction transaction, long caregiverId) =>
        transaction.All<StoredAnswer>(
            $"""
            select
                response.check_in_id, response.invalidated_id, response.instrument, response.version, answer.item,
                answer.value
            from response join answer on answer.response_id = response.id
            where answer.value is not null and (
                response.caregiver_id = {caregiverId}
                or response.invalidated_id in (select id from invalidated where caregiver_id = {caregiverId}))
            order by response.id, answer.item
            """
        );

    public static bool HasAny(Transaction transaction, long checkInId) =>
        transaction.One<bool>(
            $"""
            select exists (
                select 1
                from response join answer on answer.response_id = response.id
                where response.check_in_id = {checkInId} and answer.value is not null)
            """
        );

    /// <summary>Those of some check-ins in which something was answered.</summary>
    public static IReadOnlyList<long> Answered(Transaction transaction, IReadOnlyCollection<long> checkInIds) =>
        transaction.All<long>(
            $"""
            select distinct response.check_in_id
            from response join answer on answer.response_id = response.id
            where response.check_in_id in ({checkInIds}) and answer.value is not null
            """
        );

    /// <summary>What was answered to one question in those of some check-ins that asked it.</summary>
    public static IReadOnlyList<(long CheckInId, int Value)> To(
        Transaction transaction,
        IReadOnlyCollection<long> checkInIds,
        (string Instrument, string Item) question
    ) =>
        transaction.All<(long CheckInId, int Value)>(
            $"""
            select response.check_in_id, answer.value
            from response join answer on answer.response_id = response.id
            where response.check_in_id in ({checkInIds}) and response.instrument = {question.Instrument}
              and answer.item = {question.Item} and answer.value is not null
            """
        );

    /// <summary>Adds answers to responses that have none.</summary>
    public static void AddHistory(
        Transaction transaction,
        IEnumerable<(long ResponseId, DateTimeOffset At, IEnumerable<(string Item, int Value)> Answers)> past
    ) =>
        transaction.AddRows(
            "answer",
            "response_id, item, value, saved_at",
            past.SelectMany(of =>
            {
                var at = Values.Stored(of.At);
                return of.Answers.Select(answer => (of.ResponseId, answer.Item, answer.Value, At: at));
            }),
            row => [row.ResponseId, row.Item, row.Value, row.At]
        );

    /// <summary>
    /// Saves items of responses that were begun; until the check-in is sent, saving one again replaces it, and leaving
    /// one blank keeps an earlier answer.
    /// </summary>
    /// <param name="checkInId">In which a response to each questionnaire was begun.</param>
    /// <param name="typedBy">
    /// The address of the coordinator who types them in; null when the caregiver gives them.
    /// </param>
    /// <param name="sessionId">The browser session they were given in; null when they came from elsewhere.</param>
    public static void Save(
        Transaction transaction,
        long checkInId,
        IReadOnlyList<ItemAnswer> given,
        DateTimeOffset at,
        string? typedBy = null,
        long? sessionId = null
    )
    {
        foreach (var some in given.GroupBy(answer => answer.IsBlank))
            transaction.Send(
                $"""
                insert into answer (response_id, item, value, saved_at, entered_by, session_id)
                select
                    response.id, given.column2, given.column3, {at}, {(some.Key ? null : typedBy)},
                    {sessionId}
                from (values {Sql.Listed(some.Select(Row))}) as given
                join response on response.instrument = given.column1
                where response.check_in_id = {checkInId}
                on conflict (response_id, item) do update set
                    value = excluded.value, saved_at = excluded.saved_at, entered_by = excluded.entered_by,
                    session_id = excluded.session_id
                where {some.Key} = 0
                """
            );

        static Sql Row(ItemAnswer answer) => $"({answer.Instrument.Key}, {answer.Item}, {answer.Value})";
    }
}

/// <summary>What was given to one question that was shown.</summary>
/// <param name="Value">Null where it is skipped.</param>
/// <param name="IsBlank">It was left without a choice: that counts as skipped, and never undoes an answer.</param>
public sealed record ItemAnswer(Instrument Instrument, string Item, int? Value, bool IsBlank = false)
{
    /// <summary>The questionnaire and the item, as a form names them.</summary>
    public string Field => $"{Instrument.Key}.{Item}";

    public int? StoredIn(IReadOnlyList<Answer> stored) =>
        stored.FirstOrDefault(answer => answer.Instrument == Instrument.Key && answer.Item == Item)?.Value;
}

/// <summary>The state of one item: a raw code, or skipped.</summary>
/// <param name="EnteredBy">The address of the coordinator who typed it in; null when the caregiver gave it.</param>
/// <param name="SessionId">The browser session it was given in; null when it came from elsewhere, or from before this
/// was stored.</param>
public sealed record Answer(
    string Instrument,
    string Item,
    int? Value,
    string? EnteredBy,
    DateTimeOffset SavedAt,
    long? SessionId
);

/// <summary>An answered item: of a check-in, or of what was set aside of one.</summary>
public sealed record StoredAnswer(
    long? CheckInId,
    long? InvalidatedId,
    string Instrument,
    int Version,
    string Item,
    int Value
);

/// <summary>An answered item with the check-in it belongs to.</summary>
public sealed record CheckInAnswer(long CheckInId, string Instrument, string Item, int Value);

/// <summary>An answered item with its day and the version of the questionnaire.</summary>
public sealed record DatedAnswer(DateOnly AnsweredOn, string Instrument, int Version, string Item, int Value);
