using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Trends;

/// <summary>Builds a scale's series from answers and check-ins.</summary>
public static class SeriesOf
{
    /// <param name="instruments">Every version, as old values are read by their own version.</param>
    /// <param name="scores">All scores of one caregiver, of any instrument.</param>
    /// <param name="checkIns">All check-ins of the same caregiver. A closed one that asked this instrument without
    /// getting a value is a gap, except extra check-ins, lists that were only offered, and check-ins whose answers were
    /// not the caregiver's.</param>
    public static Series Scale(
        Instruments instruments,
        string instrument,
        string scale,
        IEnumerable<StoredScore> scores,
        IEnumerable<CheckIn> checkIns
    )
    {
        var own = scores.Where(score => score.Instrument == instrument && score.Scale == scale).ToList();
        var answered = own.Select(score => score.CheckInId).ToHashSet();
        return new Series(
            instrument,
            scale,
            [
                .. own.OrderBy(score => score.AnsweredOn)
                    .Select(score => new Point(
                        score.AnsweredOn,
                        score.Version,
                        score.Value,
                        score.Low,
                        score.High,
                        score.Band,
                        score.Wording,
                        score.SuppliedSet
                    )),
            ],
            [
                .. checkIns
                    .Where(checkIn =>
                        checkIn.ClosedAt is not null
                        && !checkIn.IsInvalidated
                        && checkIn.Counts
                        && !answered.Contains(checkIn.Id)
                        && checkIn.Expects(instrument)
                    )
                    .Select(checkIn => checkIn.AskedOn)
                    .Order(),
            ]
        )
        {
            Versions = instruments
                .All.Where(item => item.Key == instrument)
                .Select(item => (item.Version, Scale: item.Scale(scale)))
                .Where(pair => pair.Scale is not null)
                .ToDictionary(pair => pair.Version, pair => pair.Scale!),
        };
    }
}
