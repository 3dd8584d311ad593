namespace CaregiverSignal.Signals.Rules;

/// <summary>The self-rated burden creeps up, past the middle of its line from 0 to 100 (ours).</summary>
public sealed class CreepingBurden() : Creeping("burden-rise", ObservationKind.Burden, By, past: 50)
{
    public static readonly Limit By = new(
        "Burden:RisenBy",
        30,
        10,
        100,
        "rise in the self-rated burden, 0 to 100, since the first answer that is a line of the worklist in two answers in a row, past 50",
        "ours"
    );
}
