namespace CaregiverSignal.Signals.Rules;

/// <summary>The Caregiver Strain Index creeps up.</summary>
public sealed class CreepingStrain() : Creeping("rise", ObservationKind.Strain, By, past: 0)
{
    public static readonly Limit By = new(
        "Strain:RisenBy",
        3,
        1,
        13,
        "rise in the CSI total, 0 to 13, since the first answer that is a line of the worklist in two answers in a row",
        "smallest detectable change 2.8: Post 2007, at sralab.org (n = 26)"
    );
}
