using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>How near a caregiver is to breakdown: the sum of a few named warning signs from dated facts, and the single
/// verdict that follows, for the caregiver's pages and for staff.</summary>
/// <remarks>Independent of conversations, notifications and other people. The two thresholds were chosen by the number
/// of signals in simulated worlds; below them is a fixed floor (<see cref="Weight.Alarms"/>).</remarks>
public static class Nearness
{
    public static readonly Limit Amber = new(
        "Nearness:Amber",
        5,
        1,
        12,
        "points from which a caregiver is amber: under a year with one more warning sign, or under half a year",
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

    /// <summary>Days for which a heavy answer counts (ours: a round of the quarterly CSI, with late answers).</summary>
    public const int AlarmHoldsDays = 110;

    private static readonly WarningSign[] Weighing = [.. WarningSigns.All.Where(sign => sign.Weighs)];

    /// <param name="mute">Signs that do not count.</param>
    /// <returns>The total of all warning signs; 0 to 12 points.</returns>
    public static Weight Of(in CaregiverState state, DateOnly today, RuleSettings settings, Mute mute = default)
    {
        var (weight, points) = (default(Weight), 0);
        foreach (var sign in Weighing)
        {
            if ((mute.LeftOut & sign.Bit) != 0)
                continue;
            var added = sign.Weigh(state, today);
            weight += added;
            points += (mute.Points & sign.Bit) == 0 ? added.Points : 0;
        }

        // Red overall is never muted, and heavy things count at any level.
        return weight.Level(settings) == Urgency.Red ? weight : weight with { Points = points };
    }

    /// <summary>The level on a day; null below amber.</summary>
    public static Urgency? LevelOn(in CaregiverState state, DateOnly day, RuleSettings settings, Mute mute = default) =>
        Of(state, day, settings, mute).Level(settings);
}

/// <summary>Warning signs that do not count, a bit each as in <see cref="WarningSigns.Bits(SignalKind)"/>.</summary>
/// <param name="Points">Agreed with a coordinator: they add no points and are no lines while the level is not
/// red.</param>
/// <param name="LeftOut">To see what the others alone would cause; nobody agrees to that.</param>
public readonly record struct Mute(int Points, int LeftOut = 0)
{
    /// <summary>Leaves out all warning signs but some.</summary>
    public static Mute AllBut(Func<WarningSign, bool> isOne) => new(0, ~WarningSigns.Bits(isOne));

    /// <summary>The kinds that are muted on a day by the agreements about one person.</summary>
    /// <remarks>A request to be called is never muted, and a mute adds nothing at red (lesson L-61; docs/signals.md,
    /// guarantee 1).</remarks>
    public static Mute Of(IEnumerable<Agreement> agreements, DateOnly day) =>
        new(
            agreements
                .Where(agreement =>
                    agreement.Kind == AgreementKind.Mute && agreement.HoldsOn(day) && !KindOf(agreement).IsUrgent()
                )
                .Aggregate(0, (bits, agreement) => bits | WarningSigns.Bits(KindOf(agreement)))
        );

    /// <summary>What an agreement of the kind <see cref="AgreementKind.Mute"/> is about.</summary>
    public static SignalKind KindOf(Agreement agreement) => Codes.Parse<SignalKind>(agreement.Subject);
}
