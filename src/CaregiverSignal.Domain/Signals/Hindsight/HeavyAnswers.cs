namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How often answers were heavy, whether anything stood open, and how long until somebody spoke.</summary>
/// <param name="Heavy">Days with an answer on which something heavy was known (guarantee 1).</param>
/// <param name="NothingOpen">Of those: nothing about the caregiver stood open on that day or the next.</param>
/// <param name="Red">Of those: red, by two heavy things or by points.</param>
/// <param name="Unspoken">Of the red: nobody has spoken with the caregiver since.</param>
/// <param name="Days">Median days until the first talk after a red one, 0 on the same day; who was not spoken yet
/// counts as longer than all, so that it may be infinite.</param>
/// <param name="Longest">The people who waited longest after a red one, also so far, the longest first.</param>
public sealed record HeavyAnswers(
    int Heavy,
    int NothingOpen,
    int Red,
    int Unspoken,
    ConfidenceInterval Days,
    IReadOnlyList<(string Person, int Days)> Longest
)
{
    /// <summary>How many people are named (ours: to call today).</summary>
    private const int Named = 3;

    internal static HeavyAnswers Of(IReadOnlyList<AuditedCourse> courses)
    {
        var heavy = (
            from course in courses
            from answer in course.Answers
            where answer.IsHeavy
            let days = (answer.SpokenOn ?? course.Last).DayNumber - answer.Day.DayNumber
            select (course.Person, answer, days)
        ).ToList();
        var red = heavy.Where(it => it.answer.IsRed).ToList();
        return new HeavyAnswers(
            heavy.Count,
            heavy.Count(it => !it.answer.IsOpen),
            red.Count,
            red.Count(it => it.answer.SpokenOn is null),
            ConfidenceInterval.OfMedian(
                red.Select(it => it.answer.SpokenOn is null ? double.PositiveInfinity : it.days)
            ),
            [
                .. red.OrderByDescending(it => it.days)
                    .DistinctBy(it => it.Person)
                    .Take(Named)
                    .Select(it => (it.Person, it.days)),
            ]
        );
    }
}
