namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How often answers were alarming, and how long it took until somebody spoke with the caregiver.</summary>
/// <param name="Count">Days with an answer on which what was known was alarming.</param>
/// <param name="Unspoken">Of those: nobody has spoken with the caregiver since.</param>
/// <param name="Days">Median days until the first talk, 0 on the same day, of those spoken.</param>
/// <param name="Longest">Most days until it, or so far where nobody has spoken yet; null without any.</param>
public sealed record AlarmingAnswers(int Count, int Unspoken, ConfidenceInterval Days, int? Longest)
{
    internal static AlarmingAnswers Of(IEnumerable<AuditedCourse> courses)
    {
        List<(bool IsSpoken, int Days)> all =
        [
            .. from course in courses
            from answer in course.Answers
            where answer.IsAlarming
            let until = answer.SpokenOn ?? course.Last
            select (answer.SpokenOn is not null, until.DayNumber - answer.Day.DayNumber),
        ];
        var spoken = all.Where(answer => answer.IsSpoken).ToList();
        return new AlarmingAnswers(
            all.Count,
            all.Count - spoken.Count,
            ConfidenceInterval.OfMedian(spoken.Select(answer => answer.Days)),
            all.Select(answer => (int?)answer.Days).Max()
        );
    }
}
