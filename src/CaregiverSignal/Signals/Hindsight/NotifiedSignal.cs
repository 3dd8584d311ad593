using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>Something that would have been told on a day.</summary>
public sealed record NotifiedSignal(DateOnly Day, Level Level, IReadOnlyList<Finding> Findings)
{
    /// <summary>In the order of <see cref="SignalKind"/>.</summary>
    public IReadOnlyList<SignalKind> Kinds => [.. Findings.Select(it => it.Kind).Distinct().Order()];

    /// <summary>
    /// Nothing is new: only the day has come that a coordinator set. Who set it counts it as no other signal.
    /// </summary>
    public bool IsAgreed { get; init; }

    /// <summary>One Dutch sentence without names: why, the first thing first.</summary>
    public string Reason => Because.Sentence(Findings);
}
