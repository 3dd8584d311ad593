using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>A signal that staff would have been notified of on a day.</summary>
public sealed record NotifiedSignal(DateOnly Day, Urgency Urgency, IReadOnlyList<Finding> Findings)
{
    /// <summary>The kinds of its findings, in the order of <see cref="SignalKind"/>.</summary>
    public IReadOnlyList<SignalKind> Kinds { get; } = Rules.Kinds.Of(Findings);
}
