using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>The person cared for was admitted because care at home could not go on, or it could not go on (C-08),
/// whoever told it.</summary>
/// <remarks>Staff are always notified, at once, and beside what was told of the answers (guarantee 7).</remarks>
public sealed class Crisis() : WarningSign("crisis", SignalKind.Crisis, ObservationKind.Crisis)
{
    public override bool IsLine => false;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        state.IsCollapse ? new(What: EventKind.CareCollapse) : new();
}
