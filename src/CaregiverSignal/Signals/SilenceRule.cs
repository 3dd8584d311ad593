namespace CaregiverSignal.Signals;

/// <summary>How many check-ins in a row must be missed.</summary>
/// <remarks>All are our own choice: no study gives a number. A heavy last answer makes one enough (lesson 62, case 11).</remarks>
/// <param name="Missed">At least so many, also for somebody who always answered.</param>
/// <param name="MissedAfterHigh">When the last check-in that was answered was a heavy one.</param>
/// <param name="Habit">So many check-ins up to the last answer show the habit: a year of monthly ones.</param>
/// <param name="Unlikely">Under that habit a silence as long as this one would come about at most this often: one in a hundred, as two in a row for somebody who misses one in ten, or three for one in five.</param>
public sealed record SilenceLimits(int Missed = 2, int MissedAfterHigh = 1, int Habit = 12, double Unlikely = 0.01);

/// <summary>Someone who used to answer has stopped; after a heavy answer that weighs more.</summary>
public static class SilenceRule
{
    /// <returns>
    /// Amber; red after a heavy answer once it is long for anybody, and sooner where that answer was red. The day is that of the
    /// newest missed check-in. Null while the newest closed check-in is answered, for someone who never answered, and when a
    /// contact broke the silence, until it has lasted as long again.
    /// </returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        var limits = settings.Silence;
        var answers = history.Waves.Where(wave => wave.AnsweredOn is not null).Select(wave => wave.AnsweredOn!.Value).ToList();
        if (answers.Count == 0) return null;
        var last = answers.Max();
        var contact = Facts.LastContact(history)?.Day;

        // A late answer or a talk after a check-in was sent shows that they were not out of reach since.
        var unanswered = history.Waves
            .Where(wave => wave.ByMail && wave.IsMissed(history.Today) && wave.AskedOn >= last)
            .Select(wave => wave.AskedOn)
            .Order()
            .ToList();
        var missed = unanswered.FindAll(day => !(day <= contact));
        if (missed.Count == 0) return null;
        var heavy = Heavy.Of(history, settings);
        if (missed.Count < (heavy?.Day >= last ? limits.MissedAfterHigh : limits.Missed)) return null;
        var habit = Habit.Of(history, last, limits.Habit);
        if (missed.Count < unanswered.Count - missed.Count || habit.ChanceOf(missed.Count, limits.Habit) > limits.Unlikely) return null;

        var days = Because.Days(missed);
        List<string> clauses =
        [
            missed.Count == 1
                ? Because.Words["Silence.One", ("days", days)]
                : Because.Words["Silence.Many", ("count", Texts.Number(missed.Count)), ("days", days)],
            Because.Words["Silence.Last", ("day", Texts.Day(last))],
        ];
        if (habit.IsWorthSaying)
        {
            clauses.Add(Because.Words["Silence.Habit", ("answered", Texts.Number(habit.Answered)), ("asked", Texts.Number(habit.Asked))]);
        }

        if (heavy is not null) clauses.AddRange(heavy.Clauses(settings.Level));
        return new Finding(
            SignalKind.Silence, LevelOf(heavy, missed.Count, limits), missed[^1], Because.Sentence(clauses));
    }

    private static Level LevelOf(Heavy? heavy, int missed, SilenceLimits limits) =>
        heavy is null ? Level.Amber : missed >= limits.Missed ? Level.Red : heavy.Level;

    /// <summary>How many of the newest check-ins by mail, up to the last answer, were answered.</summary>
    private sealed record Habit(int Answered, int Asked)
    {
        /// <summary>Two answers show no habit yet.</summary>
        public bool IsWorthSaying => Asked > 2;

        public static Habit Of(History history, DateOnly lastAnswer, int newest)
        {
            var known = history.Waves
                .Where(wave => wave.ByMail && (wave.AnsweredOn is not null || (wave.AskedOn < lastAnswer && wave.IsMissed(history.Today))))
                .OrderBy(wave => wave.AskedOn)
                .TakeLast(newest)
                .ToList();
            return new Habit(known.Count(wave => wave.AnsweredOn is not null), known.Count);
        }

        /// <summary>
        /// How likely such a silence would be for somebody who goes on missing as many as before, 0–1. Who was asked less
        /// often than <paramref name="newest"/> times counts as having answered the rest: one miss in three is no habit.
        /// </summary>
        public double ChanceOf(int missed, int newest) => Math.Pow((double)(Asked - Answered) / newest, missed);
    }
}
