using CaregiverSignal.Answers;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Scores;

internal static class ScoreTable
{
    /// <summary>Every scale value of a caregiver's finished responses, oldest first.</summary>
    public static async Task<IReadOnlyList<StoredScore>> Of(Transaction transaction, long caregiverId) =>
        [
            .. (
                await transaction.All<StoredScores>(
                    $"""
                    select check_in_id, instrument, version, wording, answered_on, scores
                    from response
                    where caregiver_id = {caregiverId} and finished_at is not null
                    order by answered_on, id
                    """
                )
            ).SelectMany(response => response.Each),
        ];

    /// <summary>What the rules read of some caregivers, by check-in: scores, and for a question without a score its
    /// answer's code. In no order; unreadable rows are left out.</summary>
    public static async Task<ILookup<long, IEnumerable<Measured>>> ForRules(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) =>
        (
            await transaction.AllReadable<ScoresForRules>(
                $"""
                select
                    check_in_id, instrument, version, scores,
                    case when instrument = {Observations.TakeOver.Instrument} then answers end as answers
                from response
                where caregiver_id in ({ids}) and finished_at is not null
                """
            )
        ).ToLookup(response => response.CheckInId, response => response.Each.Where(value => value.Kind is not null));

    /// <summary>How long some caregivers said they can go on, since a day, oldest first; null if they were asked and
    /// did not answer, as in <see cref="SeriesOf"/>. Unreadable rows are left out.</summary>
    public static Task<IReadOnlyList<SaidTime>> TimesOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        DateOnly since
    ) =>
        transaction.AllReadable<SaidTime>(
            $"""
            select caregiver_id, answered_on as day, can_go_on as step
            from response
            where caregiver_id in ({ids}) and answered_on >= {since} and finished_at is not null
              and can_go_on is not null
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
                from response
                where response.check_in_id = check_in.id and response.finished_at is not null
                  and response.can_go_on is not null)
            order by caregiver_id, day
            """
        );

    /// <summary>The caregiver's last answer on how long they can go on; null if they never gave one.</summary>
    public static Task<SaidTime?> NewestTime(Transaction transaction, long caregiverId) =>
        transaction.First<SaidTime>(
            $"""
            select caregiver_id, answered_on as day, can_go_on as step
            from response
            where caregiver_id = {caregiverId} and finished_at is not null and can_go_on is not null
            order by answered_on desc, id desc
            limit 1
            """
        );

    /// <summary>As <see cref="Of"/>, plus answers set aside as not the caregiver's, unless they have been replaced
    /// since: for the caregiver's own page.</summary>
    public static async Task<IReadOnlyList<StoredScore>> AsGiven(Transaction transaction, long caregiverId) =>
        [
            .. (await Of(transaction, caregiverId))
                .Concat(await SetAsideOf(transaction, caregiverId))
                .OrderBy(score => score.AnsweredOn),
        ];

    private static async Task<IEnumerable<StoredScore>> SetAsideOf(Transaction transaction, long caregiverId) =>
        (
            await transaction.All<StoredScores>(
                $"""
                select
                    invalidated.check_in_id, response.instrument, response.version, response.wording,
                    response.answered_on, response.scores
                from invalidated
                    join check_in on check_in.id = invalidated.check_in_id
                    join response on response.invalidated_id = invalidated.id
                where invalidated.caregiver_id = {caregiverId}
                  and check_in.answered_at is null
                  and not exists (
                    select 1 from invalidated as later
                    where later.caregiver_id = invalidated.caregiver_id
                      and later.check_in_id = invalidated.check_in_id
                      and later.id > invalidated.id)
                order by response.answered_on, response.id
                """
            )
        ).SelectMany(response => response.Each);

    private sealed record StoredScores(
        long CheckInId,
        string Instrument,
        int Version,
        string Wording,
        DateOnly AnsweredOn,
        ResponseScores Scores
    )
    {
        public IEnumerable<StoredScore> Each =>
            Scores
                .Scales.OrderBy(scale => scale.Key, StringComparer.Ordinal)
                .Select(scale => new StoredScore
                {
                    CheckInId = CheckInId,
                    Instrument = Instrument,
                    Version = Version,
                    Wording = Wording,
                    AnsweredOn = AnsweredOn,
                    Scale = scale.Key,
                    Value = scale.Value.Value,
                    Low = scale.Value.Low,
                    High = scale.Value.High,
                    Band = scale.Value.Band,
                    SuppliedSet = scale.Value.SuppliedSet,
                });
    }

    private sealed record ScoresForRules(
        long CheckInId,
        string Instrument,
        int Version,
        ResponseScores Scores,
        ResponseAnswers? Answers
    )
    {
        public IEnumerable<Measured> Each
        {
            get
            {
                foreach (var (scale, kept) in Scores.Scales)
                    yield return new(Instrument, Version, new(scale, kept.Value, kept.Low, kept.High, kept.Band));
                foreach (var (item, code) in Answers?.Answered ?? [])
                    yield return new(Instrument, Version, new(item, code, code, code, null));
            }
        }
    }
}

/// <summary>How long somebody said they can go on; null if they were asked and did not answer.</summary>
internal sealed record SaidTime
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

    /// <summary>The name of the supplied numbers used for scoring; null if the definition has them all.</summary>
    public string? SuppliedSet { get; init; }
}
