using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How many signals there would have been with other limits of red and amber.</summary>
/// <param name="RedSignals">Among <paramref name="Signals"/>.</param>
/// <param name="OpenDays">Days on which somebody stood open on a worklist, of all people together.</param>
public sealed record TriedLimits(RuleSettings Limits, int RedSignals, int Signals, long OpenDays)
{
    /// <summary>The most calls a month that can be asked for: more than twenty colleagues make (our choice).</summary>
    public const int MostCalls = 2000;

    /// <summary>
    /// The most of all signals that may be red, so that red stays for today (ours: the shipped limits give a quarter in
    /// simulated worlds).
    /// </summary>
    private const double ShareOfRed = 1 / 3.0;

    /// <summary>The limits that are tried, beside those as set (our choice).</summary>
    private static readonly int[] Reds = [4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly int[] Ambers = [2, 3, 4, 5, 6, 7, 8];

    public int Red => Limits[Nearness.Red];

    public int Amber => Limits[Nearness.Amber];

    /// <summary>The two as they are shipped, the others as they are set.</summary>
    public static RuleSettings Shipped(RuleSettings set) =>
        set.With(Nearness.Red, Nearness.Red.Shipped).With(Nearness.Amber, Nearness.Amber.Shipped);

    /// <summary>How many of some people stand open on a worklist on an average day.</summary>
    /// <param name="months">Of all the people together; more than 0.</param>
    public double OpenOf(double people, double months) => people * OpenDays / (months * Backtest.Month);

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
        IEnumerable<IReadOnlyList<TriedLimits>> each
    ) =>
        each.Aggregate(
            limits.Select(tried => new TriedLimits(tried, 0, 0, 0)).ToArray(),
            (sums, person) =>
            {
                for (var place = 0; place < sums.Length; place++)
                {
                    sums[place] = sums[place] with
                    {
                        RedSignals = sums[place].RedSignals + person[place].RedSignals,
                        Signals = sums[place].Signals + person[place].Signals,
                        OpenDays = sums[place].OpenDays + person[place].OpenDays,
                    };
                }

                return sums;
            }
        );

    /// <summary>The lowest limits whose signals can be carried; those with the fewest where none can.</summary>
    /// <param name="tried">In the order of <see cref="Around"/>.</param>
    /// <param name="aMonth">How many a month one of these signals is, such as 1/12 for those of a year.</param>
    public static TriedLimits Carried(IReadOnlyList<TriedLimits> tried, double aMonth, int calls) =>
        tried
            .OrderBy(limits => limits.Amber)
            .ThenBy(limits => limits.Red)
            .FirstOrDefault(limits =>
                limits.Signals * aMonth <= calls && limits.RedSignals * aMonth <= calls * ShareOfRed
            )
        ?? tried[^1];
}
