using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Caseload;

/// <summary>Reads how long each caregiver in a list could go on, in one go.</summary>
/// <remarks>May be shared between threads. It returns no name: the caller records in the audit log what it
/// shows.</remarks>
public sealed class SaidCourses(Instruments instruments, SiteTime time)
{
    /// <returns>By caregiver; without those who said nothing in that year.</returns>
    internal async Task<IReadOnlyDictionary<long, SaidCourse>> Of(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    )
    {
        if (caregiverIds.Count == 0 || instruments.Find("volhoudtijd")?.Scale("time") is not { } scale)
            return new Dictionary<long, SaidCourse>();
        var steps = ChartModel.StepsOf(scale);
        return (await ScoreTable.TimesOf(transaction, caregiverIds, SaidCourse.FirstDay(time.Today)))
            .GroupBy(said => said.CaregiverId)
            .Where(said => said.Any(time => time.Step is not null))
            .ToDictionary(
                said => said.Key,
                said => new SaidCourse([.. said.Select(said => (said.Day, (int?)said.Step))], time.Today, steps)
            );
    }
}

/// <summary>How long a caregiver said they can go on, over twelve months.</summary>
/// <param name="Said">Oldest first, from <see cref="FirstDay"/>, at least one answer; null for an unanswered
/// check-in.</param>
/// <param name="Steps">The answers in words, from the shortest (1).</param>
public sealed record SaidCourse(
    IReadOnlyList<(DateOnly Day, int? Step)> Said,
    DateOnly Today,
    IReadOnlyList<string> Steps
)
{
    public static DateOnly FirstDay(DateOnly today) => today.AddMonths(-12);
}
