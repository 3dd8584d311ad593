using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Demo;

/// <summary>Simulated people over months, asked as the plan asks: pure, and the same for the same options.</summary>
public static class Cohort
{
    public static IReadOnlyList<CohortPerson> Make(CohortOptions options, Plan plan, Instruments instruments) =>
        [.. Enumerable.Range(0, options.People).Select(number => Person(options, number, plan, instruments))];

    /// <param name="number">From 0.</param>
    public static CohortPerson Person(CohortOptions options, int number, Plan plan, Instruments instruments)
    {
        var life = Lives.Invent(options, number);
        var luck = Population.LuckOf(options.Seed, number, subject: 11);
        var leanings = Population.LuckOf(options.Seed, number, subject: 12).Next();
        var noise = new Noise(options.World.Noise);
        var end = life.CollapsesOn ?? options.LastDay;

        var (waves, asked, requests) = (new List<Wave>(), new List<IReadOnlyList<string>>(), new List<HistoryEvent>());
        var lastAsked = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var turn = 0; Schedule.DayOf(life.EnrolledOn, turn) is var day && day <= end; turn++)
        {
            var keys = Schedule.Instruments(plan, turn, lastAsked);
            if (keys.Count == 0) continue;
            foreach (var key in keys) lastAsked[key] = turn;
            asked.Add(keys);
            var (isAnswered, answeredOn) = (luck.NextDouble() < life.Habit, day.AddDays(DaysToAnswer(plan, luck)));
            if (!isAnswered || answeredOn >= life.SilentFrom || answeredOn > end)
            {
                waves.Add(new Wave(day, day.AddDays(plan.WindowDays), null, false, []) { ByMail = life.Channel == "email" });
                continue;
            }

            var strain = life.StrainOn(answeredOn);
            waves.Add(Answer(life, keys.Select(instruments.Newest), day, answeredOn, plan, strain + noise.OfDay(luck), leanings, luck, noise));
            if (AsksToBeCalled(life.Course, strain, luck)) requests.Add(new HistoryEvent(answeredOn, "RequestForContact", "caregiver"));
        }

        var reported = life.Events
            .Where(one => one.ReportedOn is { } told && told <= end)
            .Select(one => new HistoryEvent(one.ReportedOn!.Value, one.Kind, one.By));
        return new CohortPerson(
            FormattableString.Invariant($"S{number + 1:00000}"),
            life.EnrolledOn,
            life.Channel,
            new History(end, waves, [.. reported.Concat(requests).Distinct().OrderBy(one => one.Day)], []),
            asked,
            life.Course,
            life.CollapsesOn);
    }

    /// <summary>Half within a day, the rest after some days or the reminder, and never past the window.</summary>
    private static int DaysToAnswer(Plan plan, Random luck)
    {
        var draw = luck.NextDouble();
        return (int)(draw < 0.5 ? draw * 4 : draw * (plan.WindowDays - 1));
    }

    private static Wave Answer(
        Life life, IEnumerable<Instrument> asked, DateOnly day, DateOnly answeredOn, Plan plan, double strain, int leanings, Random luck, Noise noise)
    {
        var (values, answers) = (new List<Measured>(), new List<GivenAnswer>());
        foreach (var instrument in asked)
        {
            var own = new Random(leanings ^ Mark(instrument.Key));
            var form = instrument.Key == Wishes.Instrument
                ? Wishing.Form(instrument, life.Course, strain, own)
                : FilledIn.Form(instrument, life.Course, strain, own, luck, noise);
            var codes = new short[instrument.Items.Count];
            for (var place = 0; place < codes.Length; place++)
            {
                var item = instrument.Items[place].Key;
                codes[place] = (short)(form[item] ?? Scoring.Skipped);
                if (form[item] is { } code) answers.Add(new GivenAnswer(instrument.Key, item, code));
            }

            var scores = new ScaleValue[instrument.Scales.Count];
            Scoring.Score(instrument, codes, scores);
            values.AddRange(scores.Select(score => new Measured(instrument.Key, instrument.Version, score)));
        }

        return new Wave(day, day.AddDays(plan.WindowDays), answeredOn, false, values) { Answers = answers, ByMail = life.Channel == "email" };
    }

    /// <summary>So that nobody leans alike in all questionnaires; the runtime's own mark of a text is another one each time.</summary>
    private static int Mark(string key) => key.Aggregate(17, (mark, letter) => unchecked((mark * 31) + letter)) & int.MaxValue;

    /// <summary>Three in a thousand of anybody, up to a quarter of those who cannot go on (ours).</summary>
    private static bool AsksToBeCalled(Course course, double strain, Random luck)
    {
        var draw = luck.NextDouble();
        return course is not (Course.Silent or Course.Minimising or Course.Devoted) && draw < 0.003 + (0.25 * Math.Max(0, (strain - 0.7) / 0.3));
    }
}
