using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Desk.Case.Course;

/// <summary>The course over the months, in charts.</summary>
/// <param name="Tariff">Null without answers to the CarerQol.</param>
public sealed record CourseModel(IReadOnlyList<ChartModel> Charts, Tariff? Tariff)
{
    public static readonly Texts Words = Texts.Of(typeof(CourseSection));

    // Burden first, then wellbeing and support; the two that are shown in words come last.
    private static readonly (string Instrument, string Scale)[] Shown =
    [
        ("csi", "total"),
        ("srb", "burden"),
        ("carerqol", "vas"),
        (Tariff.Instrument, Tariff.Scale),
        ("ssl-12-i", "total"),
        ("ssl-d-8", "total"),
        ("cra", "esteem"),
        ("cra", "family"),
        ("cra", "finances"),
        ("cra", "schedule"),
        ("cra", "health"),
        ("opening", "going"),
        ("volhoudtijd", "time"),
    ];

    /// <param name="scores">All of one caregiver's, oldest first.</param>
    public static CourseModel Of(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<CareEvent> events,
        Instruments instruments
    ) => new(ChartsOf(scores, checkIns, events, instruments), Tariff.Of(scores, instruments));

    private static List<ChartModel> ChartsOf(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<CareEvent> events,
        Instruments instruments
    )
    {
        var markers = SeriesOf.Markers(events);
        var charts = new List<ChartModel>();
        foreach (var (key, name) in Shown)
        {
            if (instruments.Find(key)?.Scale(name) is not { } scale)
                continue;
            var series = SeriesOf.Scale(instruments, key, name, scores, checkIns);
            if (series.Points.Count == 0)
                continue;
            // A questionnaire addresses the caregiver ("u"); here a coordinator reads about one.
            var title =
                scale.IsSupplied ? Tariff.NameOf(scale, series.Points[^1].SuppliedSet)
                : Words.Has($"Chart.{key}.{name}") ? scale.Name with { Nl = Words[$"Chart.{key}.{name}"] }
                : scale.Name;
            charts.Add(ChartModel.Of(scale, title, series, markers, Audience.Coordinator));
        }

        return charts;
    }
}
