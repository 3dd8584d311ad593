namespace CaregiverSignal.Signals.Rules;

/// <summary>A break that was arranged did not work .</summary>
public sealed class FailedRespite() : WarningSign("respite-failed", SignalKind.Event)
{
    public override Level? Voice => Level.Amber;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.RespiteFailedOn;
}
