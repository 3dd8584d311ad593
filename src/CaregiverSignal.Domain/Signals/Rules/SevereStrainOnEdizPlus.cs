namespace CaregiverSignal.Signals.Rules;

/// <summary>The EDIZ-plus, where it is asked, reached "severe" for the first time.</summary>
/// <remarks>De Boer e.a. 2012, doi 10.1007/s12439-012-0010-4. It is a line once, as for the CSI.</remarks>
public sealed class SevereStrainOnEdizPlus()
    : FirstReached("severe", SignalKind.Level, ObservationKind.SevereStrain, From)
{
    public static readonly Limit From = new(
        "EdizPlus:From",
        9,
        1,
        15,
        "EDIZ-plus total, 0 to 15, that is a line of the worklist when it is first reached",
        "de Boer e.a. 2012, doi 10.1007/s12439-012-0010-4; instrumentwijzer.nl"
    );
}
