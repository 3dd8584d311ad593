using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Charts;

/// <summary>The course of each caregiver in a list, read for all of them at once.</summary>
/// <remarks>May be shared between threads. It shows no name: who shows one writes that into the audit log.</remarks>
public sealed class CourseLines(Instruments instruments, SiteTime time)
{
    /// <returns>By caregiver; without those who said nothing in that year.</returns>
    internal IReadOnlyDictionary<long, CourseLine> Of(Transaction transaction, IReadOnlyCollection<long> caregiverIds)
    {
        if (caregiverIds.Count == 0 || instruments.Find("volhoudtijd")?.Scale("time") is not { } scale)
            return new Dictionary<long, CourseLine>();
        var steps = FigureReading.StepsOf(scale);
        return ScoreTable
            .TimesOf(transaction, caregiverIds, CourseLine.FirstDay(time.Today))
            .GroupBy(said => said.CaregiverId)
            .Where(said => said.Any(time => time.Step is not null))
            .ToDictionary(
                said => said.Key,
                said => new CourseLine([.. said.Select(said => (said.Day, (int?)said.Step))], time.Today, steps)
            );
    }
}
