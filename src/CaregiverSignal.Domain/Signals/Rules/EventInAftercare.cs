namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// A serious event happened to somebody whose care at home had ended: nobody visits any more, and nobody asks (C-01).
/// </summary>
/// <remarks>
/// Staff are notified each time, and it adds no points: somebody in aftercare gives few answers that points could add
/// to.
/// </remarks>
public sealed class EventInAftercare() : WarningSign("event-in-aftercare", SignalKind.Event)
{
    public override bool IsLine => true;

    public override DateOnly Day(in Known known, RuleSettings settings) =>
        known.AftercareFrom != default
        && known.SeriousEventOn > known.AftercareFrom
        && known.SeriousEventOn != known.CrisisOn
        && known.SeriousEventOn != known.RespiteFailedOn
            ? known.SeriousEventOn
            : default;

    public override Evidence Evidence(in Known known, RuleSettings settings) =>
        new(What: SeriousEvent.Kinds[known.SeriousEventKind]);
}
