using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Scores;

/// <summary>All SQL on the score table.</summary>
internal static class ScoreTable
{
    /// <summary>
    /// Scores what was just saved of some questionnaires in a check-in, each by all the answers it has now: with every
    /// save, so that a finished response has its scores.
    /// </summary>
    /// <param name="checkInId">In which a response to each questionnaire was begun.</param>
    public static void Save(
        Transaction transaction,
        long checkInId,
        IEnumerable<(Instrument Instrument, ResponseAnswers Answers)> responses,
        DateTimeOffset at
    )
    {
        var scores = new List<Sql>();
        foreach (var (instrument, answers) in responses)
        {
            if (instrument.Supply is { } supply)
                UsedFileTable.MarkScored(transaction, instrument, supply, at);
            scores.AddRange(Scoring.Score(instrument, answers.Codes).Select(score => Row(instrument, score)));
        }

        if (scores.Count > 0)
            transaction.Send(
                $"""
                insert into score ({Columns:sql})
                select
                    response.id, given.column2, given.column3, given.column4, given.column5, given.column6, given.column7
                from (values {Sql.Listed(scores)}) as given
                join response on response.instrument = given.column1
                where response.check_in_id = {checkInId}
                on conflict (response_id, scale) do update set
                    value = excluded.value, low = excluded.low, high = excluded.high, band = excluded.band,
                    supplied_set = excluded.supplied_set
                """
            );
    }

    /// <summary>Adds scores to responses that have none.</summary>
    public static void AddHistory(
        Transaction transaction,
        IEnumerable<(long ResponseId, Instrument Instrument, ScaleValue Score)> past
    ) =>
        transaction.AddRows(
            "score",
            Columns,
            past,
            row =>
                [
                    row.ResponseId,
                    row.Score.Scale,
                    row.Score.Value,
                    row.Score.Low,
                    row.Score.High,
                    row.Score.Band,
                    row.Instrument.SetOf(row.Score.Scale),
                ]
        );

    private const string Columns = "response_id, scale, value, low, high, band, supplied_set";

    private static Sql Row(Instrument instrument, ScaleValue score) =>
        $"""
            ({instrument.Key}, {score.Scale}, {score.Value}, {score.Low}, {score.High}, {score.Band},
            {instrument.SetOf(score.Scale)})
            """;

    /// <summary>Every scale value of a caregiver's finished responses, oldest first.</summary>
    public static IReadOnlyList<StoredScore> Of(Transaction transaction, long caregiverId) =>
        transaction.All<StoredScore>(Whose($"= {caregiverId}"));

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select response.check_in_id, response.instrument, response.version, response.wording, response.answered_on,
                   score.scale, score.value, score.low, score.high, score.band, score.supplied_set
            from score join response on response.id = score.response_id
            where response.caregiver_id {caregiverId} and response.finished_at is not null
            order by response.answered_on, response.id, score.scale
            """;

    /// <summary>
    /// What the rules read of some caregivers: scores, and the answers to a question without one, as if its code were
    /// its value; in no order, without what only people read. A row that cannot be read is left out.
    /// </summary>
    public static IEnumerable<StoredScore> ForRules(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction
            .AllReadable<StoredScore>(
                $"""
                select response.check_in_id, response.instrument, response.version, response.answered_on,
                       score.scale, score.value, score.low, score.high
                from score join response on response.id = score.response_id
                where response.caregiver_id in ({ids}) and response.finished_at is not null
                  and score.scale in ({Observations.Scales})
                """
            )
            .Concat(
                from response in transaction.AllReadable<Unscored>(
                    $"""
                    select check_in_id, instrument, version, answered_on, answers
                    from response
                    where caregiver_id in ({ids}) and instrument = {Observations.TakeOver.Instrument}
                      and finished_at is not null and saved_at is not null
                    """
                )
                from given in response.Answers.Answered
                where given.Item == Observations.TakeOver.Item
                select new StoredScore
                {
                    CheckInId = response.CheckInId,
                    Instrument = response.Instrument,
                    Version = response.Version,
                    AnsweredOn = response.AnsweredOn,
                    Scale = given.Item,
                    Value = given.Code,
                    Low = given.Code,
                    High = given.Code,
                }
            );

    /// <summary>
    /// How long some caregivers said since a day that they can go on, and null where they were asked and nothing came,
    /// as in <see cref="SeriesOf"/>; oldest first. A row that cannot be read is left out.
    /// </summary>
    public static IReadOnlyList<SaidTime> TimesOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        DateOnly since
    ) =>
        transaction.AllReadable<SaidTime>(
            $"""
            select response.caregiver_id, response.answered_on as day, score.value as step
            from response join score on score.response_id = response.id and score.scale = 'time'
            where response.caregiver_id in ({ids}) and response.instrument = 'volhoudtijd'
              and response.finished_at is not null and score.value is not null and response.answered_on >= {since}
            union all
            select check_in.caregiver_id, check_in.asked_on as day, null as step
            from check_in
            where check_in.caregiver_id in ({ids}) and check_in.asked_on >= {since}
              and check_in.closed_at is not null
              and (check_in.answered_at is not null
                or (check_in.in_between = 0 and check_in.invalidated_at is null))
              and ';' || check_in.instruments || ';' like '%;volhoudtijd;%'
              and ';' || coalesce(check_in.offered, '') || ';' not like '%;volhoudtijd;%'
              and not exists (
                select 1
                from response join score on score.response_id = response.id and score.scale = 'time'
                where response.check_in_id = check_in.id and response.instrument = 'volhoudtijd'
                  and response.finished_at is not null and score.value is not null)
            order by caregiver_id, day
            """
        );

    /// <summary>The newest value of a scale; null where there is none.</summary>
    public static StoredScore? Newest(Transaction transaction, long caregiverId, string instrument, string scale) =>
        transaction.First<StoredScore>(
            $"""
            select response.answered_on, score.value
            from response join score on score.response_id = response.id and score.scale = {scale}
            where response.caregiver_id = {caregiverId} and response.instrument = {instrument}
              and response.finished_at is not null and score.value is not null
            order by response.answered_on desc, response.id desc
            limit 1
            """
        );

    /// <summary>
    /// The same as <see cref="Of"/> with those of answers that are not the caregiver's, as they were given, where
    /// nobody answered in their place since: for a page of their own.
    /// </summary>
    public static IReadOnlyList<StoredScore> AsGiven(Transaction transaction, long caregiverId) =>
        [
            .. Of(transaction, caregiverId)
                .Concat(SetAsideOf(transaction, caregiverId))
                .OrderBy(score => score.AnsweredOn),
        ];

    private static IReadOnlyList<StoredScore> SetAsideOf(Transaction transaction, long caregiverId) =>
        transaction.All<StoredScore>(
            $"""
            select invalidated.check_in_id, response.instrument, response.version, response.wording, response.answered_on,
                   score.scale, score.value, score.low, score.high, score.band, score.supplied_set
            from invalidated
                join check_in on check_in.id = invalidated.check_in_id
                join response on response.invalidated_id = invalidated.id
                join score on score.response_id = response.id
            where invalidated.caregiver_id = {caregiverId}
              and check_in.answered_at is null
              and not exists (
                select 1 from invalidated as later
                where later.caregiver_id = invalidated.caregiver_id
                  and later.check_in_id = invalidated.check_in_id
                  and later.id > invalidated.id)
            order by response.answered_on, response.id, score.scale
            """
        );

    private sealed record Unscored(
        long CheckInId,
        string Instrument,
        int Version,
        DateOnly AnsweredOn,
        ResponseAnswers Answers
    );
}

/// <summary>How long somebody said that they can go on; null where they were asked and nothing came.</summary>
public sealed record SaidTime
{
    public long CaregiverId { get; init; }

    public DateOnly Day { get; init; }

    public double? Step { get; init; }
}

/// <summary>A scale value with the response it came from.</summary>
public sealed record StoredScore
{
    public long CheckInId { get; init; }

    public string Instrument { get; init; } = "";

    public int Version { get; init; }

    public string Wording { get; init; } = "";

    public DateOnly AnsweredOn { get; init; }

    public string Scale { get; init; } = "";

    public double? Value { get; init; }

    public double Low { get; init; }

    public double High { get; init; }

    public string? Band { get; init; }

    /// <summary>
    /// The name of the supplied numbers that it was scored with; null when the definition has them all.
    /// </summary>
    public string? SuppliedSet { get; init; }

    public ScaleValue ToValue() => new(Scale, Value, Low, High, Band);
}
