using CaregiverSignal.People;

namespace CaregiverSignal.Signals;

/// <summary>How long an event counts.</summary>
/// <param name="Weeks">Half a year, as two events that belong together have in case 10; that one event counts as long is our choice. The last day counts.</param>
/// <param name="Apart">Events of one kind within fewer days are one event told twice, by the caregiver and by a professional (our choice).</param>
public sealed record EventLimits(int Weeks = 26, int Apart = 7);

/// <summary>Something heavy happened where it was heavy already, or soon after something else.</summary>
/// <remarks>
/// Which events are heavy follows the risk factors of the founding documents: helpers and formal help that fall away
/// own illness and a fall, behaviour that got worse, work, respite that failed,
/// a crisis (C-08), incidents that come back (C-16); a hospital stay beside them is our choice. A diagnosis, a move, and
/// help that ends as planned are not among them. Who reported it makes no difference.
/// </remarks>
public static class EventRule
{
    private static readonly HashSet<string> HeavyKinds =
    [
        "CrisisAdmission", "HelperLost", "FormalHelpReduced", "OwnIllness", "Fall", "Hospital", "BehaviourWorsened", "RespiteFailed",
        "JobChanged", "Incident",
    ];

    /// <summary>Speaks about an event that no contact follows, and again when the burden beside it became heavier since.</summary>
    /// <returns>
    /// Amber for a heavy event beside a middle or high burden, for two within half a year, for a crisis admission by
    /// itself, and once the care at home has ended, unless the coordinator entered that; red for a heavy event beside a
    /// burden that is red. Null half a year after the last event.
    /// </returns>
    public static Finding? Judge(History history, RuleSettings settings)
    {
        if (Blow.Of(history, settings) is not { } now) return null;
        if (Facts.WhenLastSpoken(history) is { } then
            && now.Newest <= then.Today
            && Blow.Of(then, settings) is { } known
            && now.Level <= known.Level) return null;

        return new Finding(SignalKind.Event, now.Level, now.Newest, Because.Sentence(now.Clauses(settings.Level)));
    }

    /// <summary>The events that speak together, and the burden beside them.</summary>
    private sealed record Blow(IReadOnlyList<HistoryEvent> Heavy, IReadOnlyList<HistoryEvent> Ends, Burden? Burden)
    {
        public DateOnly Newest => Heavy.Concat(Ends).Max(one => one.Day);

        public Level Level => Heavy.Count > 0 && Burden?.High is { } high ? high.Level : Level.Amber;

        public static Blow? Of(History history, RuleSettings settings)
        {
            var limits = settings.Event;
            var heavy = Together(history, one => HeavyKinds.Contains(one.Kind), limits);
            // C-01: contacts fall away just then. Who entered it herself knows.
            var ends = Together(history, one => one.Kind is EventKinds.Admission or EventKinds.Death && one.By != "coordinator", limits);
            var burden = heavy.Count == 0 ? null : Burden.Of(history, settings);
            var isEnough = burden is not null || HasTwo(heavy, limits) || heavy.Any(one => one.Kind == "CrisisAdmission");
            if (!isEnough) heavy = [];
            return heavy.Count + ends.Count == 0 ? null : new Blow(heavy, ends, burden);
        }

        /// <summary>The events of the last half year, and those within half a year before one of them; oldest first.</summary>
        private static List<HistoryEvent> Together(History history, Func<HistoryEvent, bool> counts, EventLimits limits)
        {
            var found = history.Events.Where(counts).OrderBy(one => one.Day).ThenBy(one => one.Kind, StringComparer.Ordinal).ToList();
            var since = history.Today.AddDays(-7 * limits.Weeks);
            return [.. found.Where(one => found.Exists(other => other.Day >= since && IsWithin(one, other, limits)))];
        }

        /// <summary>Two kinds, or one kind on days that are not one event told twice.</summary>
        private static bool HasTwo(List<HistoryEvent> events, EventLimits limits) => events.Exists(one => events.Exists(other =>
            IsWithin(one, other, limits) && (one.Kind != other.Kind || Gap(one, other) >= limits.Apart)));

        private static bool IsWithin(HistoryEvent one, HistoryEvent other, EventLimits limits) =>
            Gap(one, other) is var days && days >= 0 && days <= 7 * limits.Weeks;

        private static int Gap(HistoryEvent from, HistoryEvent to) => to.Day.DayNumber - from.Day.DayNumber;

        public IEnumerable<string> Clauses(LevelLimits levels)
        {
            foreach (var kind in Heavy.Concat(Ends).GroupBy(one => one.Kind))
            {
                yield return Because.Words[
                    "Event.What", ("what", EventWords.Of(kind.Key)), ("days", Because.Days([.. kind.Select(one => one.Day).Distinct()]))];
            }

            if (Ends.Count > 0) yield return Because.Words["Event.Ends"];
            if (Burden is null) yield break;
            foreach (var clause in Burden.Clauses(levels)) yield return clause;
        }
    }
}
