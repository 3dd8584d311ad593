namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// Something heavy happened to somebody whose care at home had ended: nobody comes any more, and nobody asks (C-01).
/// </summary>
/// <remarks>
/// Heard each time and without points of its own: who is alone with it gives few answers that it could come on top of.
/// </remarks>
public sealed class EventInAftercare() : WarningSign("event-in-aftercare", SignalKind.Event)
{
    public override Level? Voice => Level.Amber;

    public override DateOnly Day(in Known known, RuleSettings settings) =>
        known.AftercareFrom != default
        && known.HeavyOn > known.AftercareFrom
        && known.HeavyOn != known.CrisisOn
        && known.HeavyOn != known.RespiteFailedOn
            ? known.HeavyOn
            : default;

    public override Evidence Evidence(in Known known, RuleSettings settings) =>
        new(What: HeavyEvent.Kinds[known.Heavy]);
}
