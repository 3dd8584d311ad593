namespace CaregiverSignal.Signals.Rules;

/// <summary>The Caregiver Strain Index is clearly higher than at the start.</summary>
/// <remarks>
/// From 3 points on it is more than measurement error: smallest detectable change 2.8, Post 2007, at sralab.org (n =
/// 26). That it adds one point is our choice.
/// </remarks>
public sealed class RisenStrain() : AnswerSign("rise", SignalKind.Change, ObservationKind.Strain, By)
{
    public static readonly Limit By = new(
        "Strain:RisenBy",
        3,
        1,
        13,
        "rise in the CSI total, 0 to 13, since the first answer that adds a point",
        "smallest detectable change 2.8: Post 2007, at sralab.org (n = 26)"
    );

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        state[Reads].FirstOn != default && At(state, today, settings)?.Value - state[Reads].First >= settings[By]
            ? new(1)
            : default;

    public override Evidence Evidence(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(At(state, today, settings)?.Value, state[Reads].First, state[Reads].FirstOn);
}
