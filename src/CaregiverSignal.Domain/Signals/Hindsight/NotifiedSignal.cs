using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>A signal that staff would have been notified of on a day.</summary>
public sealed record NotifiedSignal(DateOnly Day, Urgency Urgency, IReadOnlyList<Finding> Findings)
{
    internal static readonly SignalKind[] AllKinds = Enum.GetValues<SignalKind>();

    /// <summary>The kinds of its findings, in the order of <see cref="SignalKind"/>.</summary>
    public IReadOnlyList<SignalKind> Kinds { get; } = KindsOf(Findings);

    private static SignalKind[] KindsOf(IReadOnlyList<Finding> findings)
    {
        var found = 0;
        for (var place = 0; place < findings.Count; place++)
            found |= 1 << (int)findings[place].Kind;
        return Array.FindAll(AllKinds, kind => (found & (1 << (int)kind)) != 0);
    }
}
