namespace CaregiverSignal.Signals.Rules;

/// <summary>Somebody was taken in because it could not go on (C-08).</summary>
public sealed class Crisis() : WarningSign("crisis", SignalKind.Event)
{
    public override Level? Voice => Level.Amber;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.CrisisOn;
}
