namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// How near a caregiver is to the end of what they can carry: the sum of a few named warning signs, from dated facts
/// alone.
/// </summary>
/// <remarks>
/// It does not depend on talks, on notifications or on other people. The two limits were chosen by the number of
/// signals in simulated worlds.
/// </remarks>
public static class Nearness
{
    public static readonly Limit Amber = new(
        "Nearness:Amber",
        3,
        1,
        12,
        "points from which a caregiver is amber: under a year, or under two years with one more warning sign",
        "ours, by the number of signals in simulated worlds"
    );

    public static readonly Limit Red = new(
        "Nearness:Red",
        8,
        2,
        12,
        "points from which a caregiver is red: under a month, or under six months with two more warning signs",
        "ours, by the number of signals in simulated worlds"
    );

    private static readonly (WarningSign WarningSign, int Bit)[] Counting =
    [
        .. WarningSigns.All.Select((sign, place) => (sign, 1 << place)).Where(one => one.sign.HasPoints),
    ];

    public static IReadOnlyList<Limit> Limits => [Amber, Red];

    /// <param name="muted">The warning signs that add no points, a bit each as in
    /// <see cref="WarningSigns.Bits(SignalKind)"/>; 0 for none.</param>
    /// <returns>The sum of the points of all warning signs, 0 to 12.</returns>
    public static int Of(in Known known, DateOnly today, RuleSettings settings, int muted = 0)
    {
        var points = 0;
        foreach (var (sign, bit) in Counting)
        {
            if ((muted & bit) == 0)
                points += sign.Points(known, today, settings);
        }

        return points;
    }

    /// <summary>The level by all that is known on a day; null below amber.</summary>
    public static Urgency? UrgencyOn(in Known known, DateOnly day, RuleSettings settings) =>
        UrgencyOf(Of(known, day, settings), settings);

    /// <summary>The level that points give; null below amber.</summary>
    public static Urgency? UrgencyOf(int points, RuleSettings settings) =>
        points >= settings[Red] ? Urgency.Red
        : points >= settings[Amber] ? Urgency.Amber
        : null;
}
