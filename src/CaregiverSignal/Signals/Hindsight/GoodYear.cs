using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>A year since anything had to be told of somebody who answers.</summary>
public static class GoodYear
{
    /// <summary>
    /// Of the last twelve check-ins so many may have stayed without an answer (ours): of whom little is known, little
    /// is known to be well.
    /// </summary>
    private const int MostMissed = 3;

    /// <returns>False too while they take part for less than a year.</returns>
    /// <remarks>
    /// What still stood would have been told again. Contacts are left out: a talk postpones a telling and makes nothing
    /// well.
    /// </remarks>
    public static bool Is(History history, RuleSettings settings)
    {
        var from = history.Today.AddYears(-1);
        if (!history.Waves.Any(wave => wave.AskedOn <= from))
            return false;
        var recent = history.Waves.Where(wave => wave.AskedOn > from).ToList();
        return recent.Count(wave => wave is { AnsweredOn: null, IsExcused: false }) <= MostMissed
            && recent.Exists(wave => wave.AnsweredOn is not null)
            && !Replay.Of(history with { Contacts = [] }, settings, contactAfter: null).Any(told => told.Day > from);
    }
}
