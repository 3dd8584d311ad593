using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Trends;
using CaregiverSignal.Web.Sessions;
using Asked = System.Collections.Generic.IReadOnlyList<(
    CaregiverSignal.Questionnaires.Instrument Instrument,
    System.Collections.Generic.IReadOnlyDictionary<string, int> Answers
)>;

namespace CaregiverSignal.Feedback;

public sealed class ResultReading(
    FormPages pages,
    Instruments instruments,
    Standings standings,
    Plan plan,
    SupportPointSettings support,
    RuleSettings rules,
    SiteTime time
)
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
    /// <param name="since">When they came: what was promised since is theirs to read. Whoever sent what somebody else
    /// began by the same link reads none of that.</param>
    public ResultPageModel Of(Transaction transaction, Caregiver caregiver, CheckIn checkIn, DateTimeOffset since)
    {
        bool Opens(ToldBefore what) => caregiver.MailReaders.Opens(what, isProved: false);
        var checkIns = CheckInTable.Of(transaction, caregiver.Id);
        var answers = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var asked = AskedIn(transaction, checkIn, answers);
        var (sent, onlySent) = SessionTable.SentOf(transaction, checkIn.Id);
        bool IsTheirs(Answer answer) => answer.SessionId is { } id && sent.Contains(id);
        var told = AskedIn(transaction, checkIn, answers.Where(IsTheirs));
        var isAllTheirs = answers.All(answer => answer.Value is null || IsTheirs(answer));
        var course = Opens(ToldBefore.Course)
            ? CourseOf(
                transaction,
                checkIn,
                asked,
                ScoreTable.Of(transaction, caregiver.Id),
                checkIns,
                withEvents: Opens(ToldBefore.Arranged)
            )
            : ([], FigureModel.None);
        var standing = standings.Of(transaction, caregiver.Id);
        var level = isAllTheirs || Opens(ToldBefore.Course) ? standing.Level : null;
        var seenOn = time.SeenOn(checkIn.AnsweredAt ?? time.Now);
        var coordinator = CoordinatorTable.NameOn(transaction, caregiver, seenOn) ?? support.Name;
        var promised = PromiseWords.Of(
            CallPromise.Of(
                transaction,
                caregiver,
                CoordinatorTable.NameFor(transaction, caregiver, support),
                Came.OnResult(caregiver, since)
            ),
            time
        );
        return new ResultPageModel(
            FirstName: caregiver.FirstName,
            Coordinator: coordinator,
            Answered: asked.Sum(one => one.Answers.Count),
            Single: SingleOf(told),
            Told: AnswersInWords.Of(told),
            Change: course.Change,
            Figure: course.Figure,
            Level: level,
            Heavy: level is null || promised is not null
                ? null
                : HeavyWords.Of(
                    standing,
                    coordinator,
                    seenOn,
                    time.Today,
                    wantsNoCall: checkIn.CallMe is CallWish.No or CallWish.Self
                ),
            SmallThing: level == Urgency.Red
                ? null
                : SmallThing.For(
                    WishOf(transaction, caregiver.Id),
                    checkIns.Count(one => one.AnsweredAt is not null && one.AskedOn < checkIn.AskedOn)
                ),
            Promised: promised,
            NextOn: caregiver.Status == CaregiverStatus.Active
                ? Pace.NextDue(
                    transaction,
                    new CourseRows(caregiver, checkIns, EventTable.Of(transaction, caregiver.Id)),
                    standing.Life.Known,
                    plan,
                    rules,
                    time
                )
                : null,
            Wrote: checkIn.HasWordsToRead,
            OwnWords: isAllTheirs && onlySent ? Plainly.Shown(checkIn.OwnWords?.Trim() ?? "") : "",
            Today: time.Today,
            Offered: checkIn.OfferedUntil is null || level == Urgency.Red
                ? 0
                : pages.ToFillIn(transaction, checkIn).Sum(page => page.Items.Count),
            OfferedUntil: checkIn.OfferedUntil?.AddDays(-1)
        );
    }

    /// <summary>
    /// How it goes, for a page of their own: also with answers that are not theirs, as whoever gave them may read
    /// along.
    /// </summary>
    public (IReadOnlyList<string> Change, FigureModel Figure) CourseAsGiven(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<CheckIn> checkIns,
        bool withEvents
    ) =>
        CourseOf(
            transaction,
            checkIn,
            AskedIn(transaction, checkIn, AnswersAsGiven(transaction, checkIn)),
            ScoreTable.AsGiven(transaction, checkIn.CaregiverId),
            checkIns,
            withEvents
        );

    private Asked AskedIn(Transaction transaction, CheckIn checkIn, IEnumerable<Answer> given)
    {
        var answers = given.Where(answer => answer.Value is not null).ToLookup(answer => answer.Instrument);
        return
        [
            .. pages
                .Of(transaction, checkIn)
                .Select(page => page.Instrument)
                .Where(instrument => !checkIn.OfferedKeys.Contains(instrument.Key))
                .Distinct()
                .Select(instrument =>
                    (
                        Instrument: instrument,
                        Answers: (IReadOnlyDictionary<string, int>)
                            answers[instrument.Key].ToDictionary(one => one.Item, one => one.Value!.Value)
                    )
                ),
        ];
    }

    private (IReadOnlyList<string> Change, FigureModel Figure) CourseOf(
        Transaction transaction,
        CheckIn checkIn,
        Asked asked,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        bool withEvents
    )
    {
        // A single question that was skipped says nothing; a gap in a list does.
        var known = scores.Where(one => one.Value is not null || !IsAlone(one)).ToList();
        var shown = Shown
            .Where(one => known.Any(score => score.Instrument == one.Instrument && score.Scale == one.Scale))
            .Select(one =>
                (
                    Scale: instruments.Find(one.Instrument)?.Scale(one.Scale),
                    Series: SeriesOf.Scale(instruments, one.Instrument, one.Scale, known, checkIns)
                )
            )
            .Where(one => one.Scale is not null)
            .Select(one => (Scale: one.Scale!, one.Series))
            .ToList();
        return (
            ChangeOf(checkIn, known, shown, asked, IsFulfilled(transaction, checkIn, checkIns, instruments)),
            FigureOf(
                withEvents ? EventTable.Of(transaction, checkIn.CaregiverId) : [],
                known,
                checkIns,
                shown,
                instruments
            )
        );
    }

    private bool IsAlone(StoredScore score) => instruments.Find(score.Instrument)?.Items.Count == 1;

    private static IReadOnlyList<Answer> AnswersAsGiven(Transaction transaction, CheckIn checkIn)
    {
        var answers = AnswerTable.OfCheckIn(transaction, checkIn.Id);
        if (answers.Count > 0)
            return answers;
        var gone = DisownedTable
            .Of(transaction, checkIn.CaregiverId)
            .FirstOrDefault(one => one.CheckInId == checkIn.Id);
        return gone is null
            ? answers
            :
            [
                .. DisownedTable
                    .Answers(transaction, gone.Id)
                    .Select(one => new Answer(one.Instrument, one.Item, one.Value, null, gone.AnsweredAt, null)),
            ];
    }

    /// <summary>What they said would help, within half a year (our choice: the question comes every quarter).</summary>
    private HelpWish? WishOf(Transaction transaction, long caregiverId) =>
        Wishes
            .Of(transaction, caregiverId, instruments)
            .FirstOrDefault(said => said.Wish is not null && said.Day > time.Today.AddMonths(-6))
            ?.Wish;

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

    private static List<string> ChangeOf(
        CheckIn checkIn,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<(Scale Scale, Series Series)> shown,
        Asked asked,
        bool isFulfilled
    )
    {
        var sentences = new List<string>();
        var (scale, series) = shown.FirstOrDefault(one =>
            scores.Any(score =>
                score.CheckInId == checkIn.Id
                && score.Instrument == one.Series.Instrument
                && score.Scale == one.Series.Scale
            )
        );
        if (scale is null || Trend.Read(series, scale) is not { } reading)
            return sentences;

        // At the first time there is nothing earlier of which to say that it cannot be compared.
        if (reading == TrendReading.Incomplete && !series.Complete.Any())
            return sentences;
        if (IsMixed(reading, asked))
            return [Words["Mixed"]];
        sentences.Add(TrendWords.Sentence(reading, Audience.Caregiver));
        if (reading == TrendReading.ClearlyBetter)
            sentences.Add(Words["GoodToSee"]);
        var isHigh = series.Points[^1].Value >= scale.CutOff && scale.Direction == Direction.HigherIsWorse;
        if (isHigh && isFulfilled)
            sentences.Add(Words["HighAndGood"]);

        return sentences;
    }

    /// <summary>Whether the newest answer to "does caring give you a good feeling" is a full yes.</summary>
    /// <remarks>
    /// From this check-in or the two months before it (our choice): the plan alternates the CarerQol with the CSI.
    /// </remarks>
    private static bool IsFulfilled(
        Transaction transaction,
        CheckIn checkIn,
        IEnumerable<CheckIn> checkIns,
        Instruments instruments
    )
    {
        var newest = checkIns
            .Where(one =>
                one.InstrumentKeys.Contains("carerqol")
                && one.AskedOn <= checkIn.AskedOn
                && one.AskedOn >= checkIn.AskedOn.AddMonths(-2)
            )
            .MaxBy(one => one.AskedOn);
        return newest is not null
            && instruments.Find("carerqol")?.Item("fulfilment") is { } item
            && AnswerTable
                .OfCheckIn(transaction, newest.Id)
                .Any(answer =>
                    answer.Instrument == "carerqol" && answer.Item == item.Key && answer.Value == item.Highest
                );
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

    private static FigureModel FigureOf(
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<(Scale Scale, Series Series)> shown,
        Instruments instruments
    )
    {
        List<FigureMark> life = [.. FigureReading.Events(events)];
        List<ChartModel> scales =
        [
            .. shown
                .Where(one => one.Series.Complete.Count() >= 2)
                .Select(one => ChartModel.Of(one.Scale, NameOf(one.Series, one.Scale), one.Series, Audience.Caregiver)),
        ];
        return scales.Count == 0
            ? FigureModel.None
            : new FigureModel(FigureReading.Of(instruments, scores, checkIns, life, Audience.Caregiver), scales, life);
    }
}
