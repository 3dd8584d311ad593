namespace CaregiverSignal.Signals.Rules;

/// <summary>Respite that was arranged did not work out .</summary>
public sealed class FailedRespite() : WarningSign("respite-failed", SignalKind.Event)
{
    public override DateOnly Day(in Known known, RuleSettings settings) => known.RespiteFailedOn;
}
