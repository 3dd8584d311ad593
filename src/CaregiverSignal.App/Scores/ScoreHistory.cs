using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Scores;

/// <summary>
/// All scale values of a caregiver at this moment: the stored ones, and those of answers that were just sent.
/// </summary>
public static class ScoreHistory
{
    /// <summary>
    /// Oldest first. A response that still waits for <see cref="ScoreResponse"/> is scored here by the same function.
    /// </summary>
    public static IReadOnlyList<StoredScore> Of(Transaction transaction, long caregiverId, Instruments instruments)
    {
        var stored = ScoreTable.Of(transaction, caregiverId);
        var waiting = ResponseTable
            .UnscoredOf(transaction, caregiverId)
            .SelectMany(response =>
                ScoresOf(
                    response,
                    instruments.Get(response.Instrument, response.Version),
                    AnswerTable.Of(transaction, response.Id)
                )
            );
        return [.. stored.Concat(waiting).OrderBy(score => score.AnsweredOn)];
    }

    /// <summary>
    /// The same with those of answers that are not the caregiver's, as they were given: for a page of their own.
    /// </summary>
    public static IReadOnlyList<StoredScore> AsGiven(
        Transaction transaction,
        long caregiverId,
        Instruments instruments
    ) =>
        [
            .. Of(transaction, caregiverId, instruments)
                .Concat(ScoreTable.SetAsideOf(transaction, caregiverId))
                .OrderBy(score => score.AnsweredOn),
        ];

    private static IEnumerable<StoredScore> ScoresOf(
        Response response,
        Instrument instrument,
        IReadOnlyDictionary<string, int> answers
    ) =>
        Scoring
            .Score(instrument, answers)
            .Select(value => new StoredScore
            {
                CheckInId = response.CheckInId,
                Instrument = response.Instrument,
                Version = response.Version,
                Wording = response.Wording,
                AnsweredOn = response.AnsweredOn,
                Scale = value.Scale,
                Value = value.Value,
                Low = value.Low,
                High = value.High,
                Band = value.Band,
                SuppliedSet = instrument.SetOf(value.Scale),
            });
}
