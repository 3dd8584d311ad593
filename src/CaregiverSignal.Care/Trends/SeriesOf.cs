using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Trends;

/// <summary>Makes the series of a scale from the answers and the check-ins.</summary>
public static class SeriesOf
{
    /// <param name="instruments">Every version; an old version says how its own values are read.</param>
    /// <param name="scores">All of one caregiver's scores, of any instrument.</param>
    /// <param name="checkIns">All of the same caregiver's check-ins. One that asked this instrument, is closed and has
    /// no value of it is a gap, except a check-in in between, and a list that was only offered: nobody has to answer
    /// those, and one whose answers were not theirs.</param>
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
