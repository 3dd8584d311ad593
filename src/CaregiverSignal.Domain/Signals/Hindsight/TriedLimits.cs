using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How many signals there would have been with other limits of red and amber.</summary>
/// <param name="RedSignals">Among <paramref name="Signals"/>.</param>
/// <param name="OpenDays">Days on which somebody stood open on a worklist, of all people together.</param>
public sealed record TriedLimits(RuleSettings Limits, int RedSignals, int Signals, long OpenDays)
{
    /// <summary>The limits that are tried, beside those as set (our choice).</summary>
    private static readonly int[] Reds = [4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly int[] Ambers = [2, 3, 4, 5, 6, 7, 8];

    public int Red => Limits[Nearness.Red];

    public int Amber => Limits[Nearness.Amber];

    /// <summary>How many of 100 people stand open on a worklist on an average day.</summary>
    /// <param name="months">Of all the people together; more than 0.</param>
    public double OpenOf100(double months) => 100 * OpenDays / (months * Backtest.Month);

    /// <summary>Those to try, by red, then by amber; an amber limit is never above the red one.</summary>
    public static IReadOnlyList<RuleSettings> Around(RuleSettings set) =>
        [
            .. from red in Reds.Append(set[Nearness.Red]).Distinct().Order()
            from amber in Ambers.Append(set[Nearness.Amber]).Distinct().Order()
            where amber <= red
            select set.With(Nearness.Red, red).With(Nearness.Amber, amber),
        ];

    /// <summary>One person's signals, and days of standing open, at each of the limits.</summary>
    /// <param name="course">Whose days count; its signals are not used.</param>
    public static IReadOnlyList<TriedLimits> Count(
        IReadOnlyList<RuleSettings> limits,
        IReadOnlyList<Observation> observations,
        IReadOnlyList<Contact> contacts,
        NotifiedCourse course,
        FollowUp? assumed = null
    ) =>
        [
            .. limits.Select(tried =>
            {
                var told = Replay.Of(observations, contacts, tried, assumed);
                var signals = (course with { Notified = told.Signals }).InView.ToList();
                return new TriedLimits(
                    tried,
                    signals.Count(signal => signal.Urgency == Urgency.Red),
                    signals.Count,
                    told.Open.Sum(row => (long)row.DaysBetween(course.From, course.To))
                );
            }),
        ];

    /// <summary>Those of everybody at each of the limits.</summary>
    /// <param name="each">Of each person, in the order of the limits.</param>
    public static IReadOnlyList<TriedLimits> Sum(
        IReadOnlyList<RuleSettings> limits,
        IReadOnlyList<IReadOnlyList<TriedLimits>> each
    ) =>
        [
            .. limits.Select(
                (tried, place) =>
                    new TriedLimits(
                        tried,
                        each.Sum(person => person[place].RedSignals),
                        each.Sum(person => person[place].Signals),
                        each.Sum(person => person[place].OpenDays)
                    )
            ),
        ];
}
