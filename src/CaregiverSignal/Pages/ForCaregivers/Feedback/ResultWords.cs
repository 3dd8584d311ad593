using CaregiverSignal.Charts;
using CaregiverSignal.Feedback;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;
using Asked = System.Collections.Generic.IReadOnlyList<(
    CaregiverSignal.Questionnaires.Instrument Instrument,
    System.Collections.Generic.IReadOnlyDictionary<string, int> Answers
)>;

namespace CaregiverSignal.Pages.ForCaregivers.Feedback;

/// <summary>The texts of the result, and of the trend on their own page.</summary>
public sealed class ResultWords(Instruments instruments, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ResultModel));

    /// <summary>The scales that a caregiver sees over time; the result's texts use the first.</summary>
    private static readonly (string Instrument, string Scale)[] Shown =
    [
        ("csi", "total"),
        ("srb", "burden"),
        ("volhoudtijd", "time"),
        ("carerqol", "vas"),
        ("ssl-12-i", "total"),
    ];

    /// <summary>The trend in sentences and as a figure.</summary>
    public (IReadOnlyList<string> Change, FigureModel Figure) CourseOf(ResultCourse course)
    {
        var shown = LinesOf(course, Shown);
        return (ChangeOf(course, shown), FigureOf(course, shown));
    }

    private List<(Scale Scale, Series Series)> LinesOf(
        ResultCourse course,
        IEnumerable<(string Instrument, string Scale)> lines
    ) =>
        [
            .. lines
                .Where(line =>
                    course.Scores.Any(score => score.Instrument == line.Instrument && score.Scale == line.Scale)
                )
                .Select(line =>
                    (
                        Scale: instruments.Find(line.Instrument)?.Scale(line.Scale),
                        Series: SeriesOf.Scale(instruments, line.Instrument, line.Scale, course.Scores, course.CheckIns)
                    )
                )
                .Where(line => line.Scale is not null)
                .Select(line => (line.Scale!, line.Series)),
        ];

    public static IReadOnlyList<(string Question, string Answer)> SingleOf(Asked asked) =>
        [
            .. asked
                .Where(list => list.Instrument.Items.Count == 1 || list.Instrument.IsUnscored)
                .SelectMany(list => list.Instrument.Items, (list, item) => (list.Instrument, Item: item, list.Answers))
                .Where(question => question.Answers.ContainsKey(question.Item.Key))
                .Select(question =>
                    (
                        AskedOf(question.Instrument, question.Item),
                        LabelOf(question.Item, question.Answers[question.Item.Key])
                    )
                ),
        ];

    private static string AskedOf(Instrument instrument, Item item) =>
        $"Asked.{instrument.Key}.{item.Key}" is var key && Words.Has(key) ? Words[key] : item.Text.Here;

    /// <summary>The name in a chart's table: the page's own, as questionnaire names cannot change once asked.</summary>
    private static LocalText NameOf(Series series, Scale scale) =>
        scale.Name with
        {
            Nl =
                $"Chart.{series.Instrument}.{series.Scale}" is var key && Words.Has(key)
                    ? Words[key]
                    : FigureWords.Name(series.Instrument, scale),
        };

    private static string LabelOf(Item item, int code) => item.Codes.First(answer => answer.Value == code).Label.Here;

    /// <summary>If an answer is heavy or moved by more than half its scale, no sentence describes a trend: it would say
    /// less than they did. Improvement is mentioned.</summary>
    private List<string> ChangeOf(ResultCourse course, IReadOnlyList<(Scale Scale, Series Series)> shown)
    {
        List<(Scale Scale, Series Series)> now = [.. shown.Where(line => IsAnsweredIn(course, line.Series))];
        List<(Scale Scale, Series Series, double Moved)> moved =
        [
            .. LinesOf(course, [("opening", "going")])
                .Where(line => IsAnsweredIn(course, line.Series))
                .Concat(now)
                .Select(line => (line.Scale, line.Series, Trend.SinceLast(line.Series, line.Scale))),
        ];
        var sentences =
            course.IsHeavy || moved.Exists(line => Math.Abs(line.Moved) > Trend.Leap) ? [] : CourseSaid(course, now);
        List<string> better =
        [
            .. moved.Where(line => line.Moved >= Trend.Seen).Select(line => NameOf(line.Series, line.Scale).Here),
        ];
        if (better.Count > 0)
            sentences.Add(Words["Better", ("wat", Texts.And([.. better.Select(Texts.Uncapital)]))]);
        if (
            now is [var (scale, series), ..]
            && scale.Direction == Direction.HigherIsWorse
            && series.Points[^1].Value >= scale.CutOff
            && course.IsFulfilled
        )
            sentences.Add(Words["HighAndGood"]);
        return sentences;
    }

    private static bool IsAnsweredIn(ResultCourse course, Series series) =>
        course.Scores.Any(score =>
            score.CheckInId == course.CheckIn.Id && score.Instrument == series.Instrument && score.Scale == series.Scale
        );

    private static List<string> CourseSaid(ResultCourse course, IReadOnlyList<(Scale Scale, Series Series)> now)
    {
        if (now is not [var (scale, series), ..] || Trend.Read(series, scale) is not { } reading)
            return [];

        // The first time there is nothing earlier to call incomparable.
        if (reading == TrendReading.Incomplete && !series.Complete.Any())
            return [];
        if (IsMixed(reading, course))
            return [Words["Mixed"]];
        var sentence = TrendWords.Sentence(reading, Audience.Caregiver);
        return reading == TrendReading.ClearlyBetter ? [sentence, Words["GoodToSee"]] : [sentence];
    }

    /// <summary>Whether a list shows no worsening although the caregiver says they are doing badly, or cannot go on for
    /// half a year (our choice).</summary>
    private static bool IsMixed(TrendReading reading, ResultCourse course)
    {
        double? Of(string instrument) =>
            course
                .Scores.FirstOrDefault(score => score.CheckInId == course.CheckIn.Id && score.Instrument == instrument)
                ?.Value;
        return reading
                is TrendReading.ClearlyBetter
                    or TrendReading.LatelyBetter
                    or TrendReading.UncertainBetter
                    or TrendReading.Same
            && (Of("opening") <= 2 || Of("volhoudtijd") <= 3);
    }

    private FigureModel FigureOf(ResultCourse course, IEnumerable<(Scale Scale, Series Series)> shown)
    {
        List<ChartModel> scales =
        [
            .. shown
                .Where(line => line.Series.Complete.Count() >= 2)
                .Select(line =>
                    ChartModel.Of(line.Scale, NameOf(line.Series, line.Scale), line.Series, Audience.Caregiver)
                ),
        ];
        return scales.Count == 0
            ? FigureModel.None
            : new FigureModel(
                FigureReading.Of(instruments, course.Scores, course.CheckIns, [], time.Today, Audience.Caregiver),
                scales
            );
    }
}
