using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>Whether a caregiver who answers has had a year without any signal.</summary>
public static class GoodYear
{
    /// <summary>
    /// The most check-ins left unanswered in the year (our choice): few answers do not show that all is well.
    /// </summary>
    private const int MostMissed = 3;

    /// <returns>Also false for somebody who has taken part for less than a year.</returns>
    /// <remarks>
    /// A lasting signal would have been notified again within the year. Contacts are left out: a talk postpones a
    /// notification and makes nothing better.
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
