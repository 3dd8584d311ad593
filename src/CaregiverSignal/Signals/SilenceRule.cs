namespace CaregiverSignal.Signals;

/// <summary>How many check-ins in a row must be missed.</summary>
/// <remarks>Both numbers are our own choice: no study gives one. A high score before it makes one enough (lesson 62, case 11).</remarks>
public sealed record SilenceLimits(int Missed = 2, int MissedAfterHigh = 1);

/// <summary>Someone who used to answer has stopped; after a heavy answer that weighs more.</summary>
public static class SilenceRule
{
    /// <returns>
    /// Amber, or red after a heavy answer; the day is that of the newest missed check-in. Null while the newest closed
    /// check-in is answered, for someone who never answered, and when a contact broke the silence.
    /// </returns>
    public static Finding? Judge(History history, SilenceLimits limits, LevelLimits levels)
    {
        var answers = history.Waves.Where(wave => wave.AnsweredOn is not null).Select(wave => wave.AnsweredOn!.Value).ToList();
        if (answers.Count == 0) return null;
        var last = answers.Max();
        var contact = Facts.LastContact(history)?.Day;

        // A late answer or a talk after a check-in was sent shows that they were not out of reach since.
        var missed = history.Waves
            .Where(wave => wave.ByMail && wave.IsMissed(history.Today) && wave.AskedOn >= last && !(wave.AskedOn <= contact))
            .Select(wave => wave.AskedOn)
            .Order()
            .ToList();
        var heavy = Heavy.Of(history, levels);
        if (missed.Count < (heavy is null ? limits.Missed : limits.MissedAfterHigh) || missed.Count == 0) return null;

        var days = Because.Days(missed);
        List<string> clauses =
        [
            missed.Count == 1
                ? Because.Words["Silence.One", ("days", days)]
                : Because.Words["Silence.Many", ("count", Texts.Number(missed.Count)), ("days", days)],
            Because.Words["Silence.Last", ("day", Texts.Day(last))],
        ];
        if (heavy is not null) clauses.AddRange(heavy.Clauses(levels));
        return new Finding(
            SignalKind.Silence, heavy is null ? Level.Amber : Level.Red, missed[^1], Because.Sentence(clauses));
    }
}
