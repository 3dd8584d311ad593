namespace CaregiverSignal.Signals.Rules;

/// <summary>Support was at its lowest in the first answer: a line once, as no later answer can be a fall (law 5).</summary>
public sealed class LeastSupport() : FirstReached("least-support", SignalKind.Support, ObservationKind.Support, Least)
{
    public static readonly Limit Least = new(
        "Support:Least",
        12,
        12,
        48,
        "SSL-12-I total, 12 to 48, that is a line of the worklist when the first answer is it",
        "ours: the lowest that the scale has"
    );

    internal override bool Reaches(in Measure support, RuleSettings settings) =>
        support.FirstOn != default && support.First <= settings[Least];
}
