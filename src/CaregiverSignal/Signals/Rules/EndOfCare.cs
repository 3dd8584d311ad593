namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// Care at home has ended, by an admission or a death that the coordinator did not enter: contacts fall away just then
/// (C-01).
/// </summary>
public sealed class EndOfCare() : WarningSign("end-of-care", SignalKind.Event)
{
    public override Level? Voice => Level.Amber;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.EndOfCareOn;
}
