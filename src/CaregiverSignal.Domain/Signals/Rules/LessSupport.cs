namespace CaregiverSignal.Signals.Rules;

/// <summary>Support is clearly less than at the start; the amount of support itself is never judged (C-18).</summary>
/// <remarks>
/// A fall of 8 of the 36 points of the SSL-12-I is our choice: no measurement error is published.
/// </remarks>
public sealed class LessSupport() : FirstReached("less-support", SignalKind.Support, ObservationKind.Support, By)
{
    public static readonly Limit By = new(
        "Support:FallenBy",
        8,
        1,
        36,
        "fall in the SSL-12-I total, 12 to 48, since the first answer that is a line of the worklist when it is first reached",
        "ours: more than a fifth of the range; no error is published"
    );

    public override Evidence Evidence(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(state[Reads].Newest, state[Reads].First, state[Reads].FirstOn);

    internal override bool Reaches(in Measure support, RuleSettings settings) =>
        support.FirstOn != default && support.First - support.Newest >= settings[By];
}
