namespace CaregiverSignal.Signals.Rules;

/// <summary>Support dwindles step by step: three answers in a row, each lower than the one before (C-09).</summary>
public sealed class DwindlingSupport() : WarningSign("dwindling-support", SignalKind.Support)
{
    public static readonly Limit By = new(
        "Support:StepByStep",
        4,
        1,
        36,
        "fall in the SSL-12-I total, 12 to 48, over three answers that are each lower than the one before",
        "ours"
    );

    public override IReadOnlyList<Limit> Limits => [By];

    public override DateOnly Day(in Known known, DateOnly today, RuleSettings settings) => known.DwindlingOn;

    public override Evidence Evidence(in Known known, DateOnly today, RuleSettings settings) =>
        new(known.Support.Complete, known.Support.BeforeThat);

    public static bool IsDwindling(in Measure support, RuleSettings settings) =>
        support.Count == 3
        && support.BeforeThat > support.Before
        && support.Before > support.Complete
        && support.BeforeThat - support.Complete >= settings[By];
}
