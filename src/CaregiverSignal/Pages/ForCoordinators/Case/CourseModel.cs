using CaregiverSignal.Cases;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The trend over the months: one figure and one list of answers.</summary>
public sealed record CourseModel(FigureModel Figure, IReadOnlyList<GivenList> Lists)
{
    private static readonly Texts Words = CaseModel.Words;

    // The basis of signals first, then burden, wellbeing and support, then what is shown in words.
    private static readonly (string Instrument, string Scale)[] Shown =
    [
        ("volhoudtijd", "time"),
        ("srb", "burden"),
        ("csi", "total"),
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
    ];

    public static CourseModel Of(CaseFile file, Instruments instruments, DateOnly today)
    {
        var (scores, checkIns) = (file.Course.Scores, file.Course.CheckIns);
        var outcomes = ShownIn(scores, checkIns, instruments)
            .Where(scale => !FigureReading.Draws(scale.Instrument, scale.Scale.Key))
            .Select(scale => (scale.Instrument, Outcome: OutcomeOf(scale.Chart)))
            .Append((Tariff.Instrument, Outcome: Tariff.About(scores, instruments)))
            .Where(pair => pair.Outcome is not null)
            .ToLookup(pair => pair.Instrument, pair => pair.Outcome!);
        return new(
            new FigureModel(CaseFigure.Of(file.Course, instruments, today), Scales(scores, checkIns, instruments)),
            GivenList.Of(file.Answers.Newest, outcomes, instruments, today)
        );
    }

    public static IReadOnlyList<ChartModel> Scales(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        Instruments instruments
    ) =>
        ChartModel.NoteOwnWords([
            .. ShownIn(scores, checkIns, instruments)
                .Where(scale => FigureReading.Draws(scale.Instrument, scale.Scale.Key))
                .Select(scale => (scale.Chart, scale.Wording)),
        ]);

    private static IEnumerable<ShownScale> ShownIn(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        Instruments instruments
    )
    {
        foreach (var (key, name) in Shown)
        {
            if (
                !scores.Any(score => score.Instrument == key && score.Scale == name)
                || instruments.Find(key) is not { } instrument
                || instrument.Scale(name) is not { } scale
            )
                continue;
            var series = SeriesOf.Scale(instruments, key, name, scores, checkIns);
            var title = scale.IsSupplied
                ? Tariff.NameOf(scale, series.Points[^1].SuppliedSet)
                : scale.Name with
                {
                    Nl = NameOf(key, scale),
                };
            yield return new(key, scale, title, series, instrument.Wording);
        }
    }

    /// <summary>A scale's name for staff, since a questionnaire addresses the caregiver ("u").</summary>
    public static string NameOf(string instrument, Scale scale) =>
        $"Chart.{instrument}.{scale.Key}" is var key && Words.Has(key)
            ? Words[key]
            : FigureWords.Name(instrument, scale);

    /// <summary>Such as "Geluk: 8, minder dan eerst"; null if the question was always skipped.</summary>
    private static string? OutcomeOf(ChartModel chart)
    {
        if (chart.Waves.LastOrDefault(wave => wave.Point is not null) is not { Day: var newest })
            return null;
        var row = chart.Rows.Last(chartRow => chartRow.Day == newest);
        return $"{chart.Name}: {string.Join(", ", new[] { row.Outcome, row.InWords }.Where(text => text.Length > 0))}";
    }

    private sealed record ShownScale(string Instrument, Scale Scale, LocalText Title, Series Series, Wording Wording)
    {
        public ChartModel Chart => ChartModel.Of(Scale, Title, Series, Audience.Coordinator);
    }
}
