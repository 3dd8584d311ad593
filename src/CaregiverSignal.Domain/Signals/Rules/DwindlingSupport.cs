namespace CaregiverSignal.Signals.Rules;

/// <summary>Support dwindles step by step: three answers in a row, each lower than the one before (C-09).</summary>
public sealed class DwindlingSupport()
    : FirstReached("dwindling-support", SignalKind.Support, ObservationKind.Support, By)
{
    public static readonly Limit By = new(
        "Support:StepByStep",
        4,
        1,
        36,
        "fall in the SSL-12-I total, 12 to 48, over three answers that are each lower than the one before",
        "ours"
    );

    public override Evidence Evidence(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(state[Reads].Complete, state[Reads].BeforeThat);

    internal override bool Reaches(in Measure support, RuleSettings settings) =>
        support.Count == 3
        && support.BeforeThat > support.Before
        && support.Before > support.Complete
        && support.BeforeThat - support.Complete >= settings[By];
}
