namespace CaregiverSignal.Signals.Rules;

/// <summary>The Caregiver Strain Index is clearly higher than at the start.</summary>
/// <remarks>
/// From 3 points on it is more than measurement error: smallest detectable change 2.8, Post 2007, at sralab.org (n =
/// 26). That it adds one point is our choice.
/// </remarks>
public sealed class RisenStrain() : WarningSign("rise", SignalKind.Change)
{
    public static readonly Limit By = new(
        "Strain:RisenBy",
        3,
        1,
        13,
        "rise in the CSI total, 0 to 13, since the first answer that adds a point",
        "smallest detectable change 2.8: Post 2007, at sralab.org (n = 26)"
    );

    public override IReadOnlyList<Limit> Limits => [By];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.Strain, today, settings)
        && known.Strain.FirstOn != default
        && known.Strain.Newest - known.Strain.First >= settings[By]
            ? 1
            : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.Strain.NewestOn;

    public override Evidence Evidence(in Known known, RuleSettings settings) =>
        new(known.Strain.Newest, known.Strain.First, known.Strain.FirstOn);
}
