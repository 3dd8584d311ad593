using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;
using Asked = System.Collections.Generic.IReadOnlyList<(
    CaregiverSignal.Questionnaires.Instrument Instrument,
    System.Collections.Generic.IReadOnlyDictionary<string, int> Answers
)>;

namespace CaregiverSignal.Feedback;

/// <summary>What the result says, and what a page of their own says of the course.</summary>
public sealed class ResultWords(Instruments instruments, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ResultModel));

    /// <summary>The scales that a caregiver sees over time; the words of the result use the first.</summary>
    private static readonly (string Instrument, string Scale)[] Shown =
    [
        ("csi", "total"),
        ("srb", "burden"),
        ("volhoudtijd", "time"),
        ("carerqol", "vas"),
        ("ssl-12-i", "total"),
    ];

    /// <summary>All that the page shows to who just sent a check-in.</summary>
    public ResultPageModel Of(Sent.Result sent)
    {
        var (change, figure) = sent.Course is { } course ? CourseOf(course) : ([], FigureModel.None);
        var promised = PromiseWords.Of(sent.Promise, time);
        return new ResultPageModel(
            FirstName: sent.Caregiver.FirstName,
            Coordinator: sent.SeenBy,
            Answered: sent.Asked.Sum(one => one.Answers.Count),
            Single: SingleOf(sent.Told),
            Told: AnswersInWords.Of(sent.Told),
            Change: change,
            Figure: figure,
            Level: sent.Level,
            Heavy: sent.Level is null || promised is not null
                ? null
                : HeavyWords.Of(
                    sent.Standing,
                    sent.SeenBy,
                    sent.SeenOn,
                    time.Today,
                    wantsNoCall: sent.CheckIn.CallMe is CallWish.No or CallWish.Self
                ),
            SmallThing: sent.Level == Urgency.Red
                ? null
                : SmallThing.For(
                    sent.Wish,
                    sent.CheckIns.Count(one => one.AnsweredAt is not null && one.AskedOn < sent.CheckIn.AskedOn)
                ),
            Promised: promised,
            NextOn: sent.NextOn,
            Wrote: sent.CheckIn.HasWordsToRead,
            OwnWords: Plainly.Shown(sent.OwnWords.Trim()),
            Today: time.Today,
            Offered: sent.Offered,
            OfferedUntil: sent.CheckIn.OfferedUntil?.AddDays(-1)
        );
    }

    /// <summary>How it goes compared with before, in sentences and in the figure.</summary>
    public (IReadOnlyList<string> Change, FigureModel Figure) CourseOf(Course course)
    {
        var shown = Shown
            .Where(one => course.Scores.Any(score => score.Instrument == one.Instrument && score.Scale == one.Scale))
            .Select(one =>
                (
                    Scale: instruments.Find(one.Instrument)?.Scale(one.Scale),
                    Series: SeriesOf.Scale(instruments, one.Instrument, one.Scale, course.Scores, course.CheckIns)
                )
            )
            .Where(one => one.Scale is not null)
            .Select(one => (Scale: one.Scale!, one.Series))
            .ToList();
        return (ChangeOf(course, shown), FigureOf(course, shown));
    }

    private static int? Answered(Asked asked, string instrument, string item) =>
        asked.FirstOrDefault(one => one.Instrument.Key == instrument).Answers is { } given
        && given.TryGetValue(item, out var code)
            ? code
            : null;

    /// <summary>
    /// The answers to questionnaires of one question, or without scores, as they were given.
    /// </summary>
    private static List<(string Question, string Answer)> SingleOf(Asked asked) =>
        [
            .. asked
                .Where(one => one.Instrument.Items.Count == 1 || one.Instrument.IsUnscored)
                .SelectMany(one => one.Instrument.Items, (one, item) => (one.Instrument, Item: item, one.Answers))
                .Where(one => one.Answers.ContainsKey(one.Item.Key))
                .Select(one => (AskedOf(one.Instrument, one.Item), LabelOf(one.Item, one.Answers[one.Item.Key]))),
        ];

    /// <summary>What was asked: a long question by a few words of the page.</summary>
    private static string AskedOf(Instrument instrument, Item item) =>
        $"Asked.{instrument.Key}.{item.Key}" is var key && Words.Has(key) ? Words[key] : item.Text.Here;

    /// <summary>In a chart's table: the page's name, as the questionnaire's own cannot change once asked.</summary>
    private static LocalText NameOf(Series series, Scale scale) =>
        scale.Name with
        {
            Nl =
                $"Chart.{series.Instrument}.{series.Scale}" is var key && Words.Has(key)
                    ? Words[key]
                    : FigureWords.Name(series.Instrument, scale),
        };

    private static string LabelOf(Item item, int code) => item.Codes.First(one => one.Value == code).Label.Here;

    private static List<string> ChangeOf(Course course, IReadOnlyList<(Scale Scale, Series Series)> shown)
    {
        var sentences = new List<string>();
        var (scale, series) = shown.FirstOrDefault(one =>
            course.Scores.Any(score =>
                score.CheckInId == course.CheckIn.Id
                && score.Instrument == one.Series.Instrument
                && score.Scale == one.Series.Scale
            )
        );
        if (scale is null || Trend.Read(series, scale) is not { } reading)
            return sentences;

        // At the first time there is nothing earlier of which to say that it cannot be compared.
        if (reading == TrendReading.Incomplete && !series.Complete.Any())
            return sentences;
        if (IsMixed(reading, course.Asked))
            return [Words["Mixed"]];
        sentences.Add(TrendWords.Sentence(reading, Audience.Caregiver));
        if (reading == TrendReading.ClearlyBetter)
            sentences.Add(Words["GoodToSee"]);
        var isHigh = series.Points[^1].Value >= scale.CutOff && scale.Direction == Direction.HigherIsWorse;
        if (isHigh && course.IsFulfilled)
            sentences.Add(Words["HighAndGood"]);

        return sentences;
    }

    /// <summary>
    /// Whether a list shows no worsening while the caregiver says that they are doing badly, or cannot go on for half a
    /// year (our choice).
    /// </summary>
    private static bool IsMixed(TrendReading reading, Asked asked) =>
        reading
            is TrendReading.ClearlyBetter
                or TrendReading.LatelyBetter
                or TrendReading.UncertainBetter
                or TrendReading.Same
        && (Answered(asked, "opening", "going") <= 2 || Answered(asked, "volhoudtijd", "time") <= 3);

    private FigureModel FigureOf(Course course, IEnumerable<(Scale Scale, Series Series)> shown)
    {
        List<FigureMark> life = [.. FigureReading.Events(course.Events)];
        List<ChartModel> scales =
        [
            .. shown
                .Where(one => one.Series.Complete.Count() >= 2)
                .Select(one => ChartModel.Of(one.Scale, NameOf(one.Series, one.Scale), one.Series, Audience.Caregiver)),
        ];
        return scales.Count == 0
            ? FigureModel.None
            : new FigureModel(
                FigureReading.Of(instruments, course.Scores, course.CheckIns, life, Audience.Caregiver),
                scales,
                life
            );
    }
}
