using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case.Care;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Desk.Case.Course;

/// <summary>The course over the months: one figure, and a line for each other scale.</summary>
/// <param name="Main">
/// Perseverance time and burden, which a signal rests on first, or else the first scale that can be drawn; one of them
/// with what happened, contacts and help; empty without any.
/// </param>
/// <param name="Others">The newest outcome of each other scale.</param>
/// <param name="Charts">The charts of the other scales.</param>
/// <param name="Tariff">Null without answers to the CarerQol.</param>
public sealed record CourseModel(
    IReadOnlyList<ChartModel> Main,
    IReadOnlyList<CourseRow> Others,
    IReadOnlyList<ChartModel> Charts,
    Tariff? Tariff
)
{
    public static readonly Texts Words = Texts.Of(typeof(CourseSection));

    private static readonly string[] First = ["volhoudtijd", "srb"];

    // What a signal rests on first; then burden, wellbeing and support, and what is shown in words.
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

    /// <param name="scores">All of one caregiver's, oldest first.</param>
    /// <param name="care">Who helps, and since when.</param>
    /// <param name="arranged">All help that was proposed or arranged.</param>
    public static CourseModel Of(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<CareEvent> events,
        CareModel care,
        IReadOnlyList<ArrangedHelp> arranged,
        Instruments instruments
    )
    {
        var life = SeriesOf.Markers(events);
        List<ShownScale> shown = [.. ShownIn(scores, checkIns, instruments)];
        var drawn = Enumerable
            .Range(0, shown.Count)
            .Where(place =>
                First.Contains(shown[place].Instrument)
                    ? shown[place].Series.Complete.Count() > 1
                    : ChartModel.Draws(shown[place].Scale, shown[place].Series)
            )
            .ToList();
        var main = drawn.Where(place => First.Contains(shown[place].Instrument)).ToList();
        main = main.Count > 0 ? main : [.. drawn.Take(1)];
        List<Marker> all = [.. life, .. Contacts(events), .. Help(care), .. Choices(arranged)];
        var charts = ChartModel.NoteOwnWords([
            .. shown.Select((one, place) => (one.With(main.Count > 0 && place == main[^1] ? all : life), one.Wording)),
        ]);
        List<ChartModel> others = [.. charts.Where((_, place) => !main.Contains(place))];
        return new(
            [.. main.Select(place => charts[place])],
            [.. others.Select(RowOf).OfType<CourseRow>()],
            others,
            Tariff.Of(scores, instruments)
        );
    }

    private static IEnumerable<ShownScale> ShownIn(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        Instruments instruments
    )
    {
        foreach (var (key, name) in Shown)
        {
            if (
                !scores.Any(one => one.Instrument == key && one.Scale == name)
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

    /// <summary>A scale's name for whoever reads about a caregiver; a questionnaire addresses them ("u").</summary>
    public static string NameOf(string instrument, Scale scale) =>
        Words.Has($"Chart.{instrument}.{scale.Key}") ? Words[$"Chart.{instrument}.{scale.Key}"] : scale.Name.Nl;

    private static IEnumerable<Marker> Contacts(IEnumerable<CareEvent> events) =>
        events
            .Where(one => one.Kind == EventKind.Contacted)
            .Select(one => one.HappenedOn)
            .Distinct()
            .Select(day => new Marker(day, EventWords.Of(EventKind.Contacted)));

    private static IEnumerable<Marker> Help(CareModel care)
    {
        foreach (var helper in care.All.SelectMany(one => one.Helpers).Select(one => one.Helper))
        {
            var who = CareModel.Words["Kind." + helper.Kind.Code()];
            if (helper.FromOn is { } from)
                yield return new(from, Words["HelpFrom", ("wie", who)]);
            if (helper.UntilOn is { } until)
                yield return new(until, Words["HelpUntil", ("wie", who)]);
        }
    }

    /// <summary>
    /// What was proposed, chosen and declined, a day's in one; what began or ended then is there as what happened.
    /// </summary>
    private static IEnumerable<Marker> Choices(IEnumerable<ArrangedHelp> arranged) =>
        arranged
            .SelectMany(one =>
                new (DateOnly? Day, string Step)[]
                {
                    (
                        one.WantedOn == one.ProposedOn || one.BeganOn == one.ProposedOn ? null : one.ProposedOn,
                        "Proposed"
                    ),
                    (one.BeganOn == one.WantedOn ? null : one.WantedOn, "Chosen"),
                    (one.Step == HelpStep.Declined ? one.EndedOn : null, "Declined"),
                }
                    .Where(step => step.Day is not null)
                    .Select(step => (Day: step.Day!.Value, step.Step, one.Kind))
            )
            .GroupBy(step => (step.Day, step.Step))
            .Select(day => new Marker(
                day.Key.Day,
                Words[
                    "Help" + day.Key.Step,
                    ("hulp", string.Join(", ", day.Select(one => HelpWords.NameOf(one.Kind)).Distinct()))
                ]
            ));

    /// <summary>Null where the question was left out each time.</summary>
    private static CourseRow? RowOf(ChartModel chart)
    {
        if (chart.Waves.LastOrDefault(wave => wave.Point is not null) is not { Day: var newest })
            return null;
        var row = chart.Rows.Last(one => one.Day == newest);
        return new(chart.Name, row.Outcome, row.InWords, Texts.Day(newest));
    }

    private sealed record ShownScale(string Instrument, Scale Scale, LocalText Title, Series Series, Wording Wording)
    {
        public ChartModel With(IReadOnlyList<Marker> markers) =>
            ChartModel.Of(Scale, Title, Series, markers, Audience.Coordinator);
    }
}

/// <summary>The newest outcome of a scale, every text ready to show.</summary>
public sealed record CourseRow(string Name, string Outcome, string InWords, string Day);
