namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// The Caregiver Strain Index is at its cut-off and nobody can take over for half a day (domain.md R-08): alarming for
/// two, and so red by itself.
/// </summary>
public sealed class NobodyTakesOver()
    : AnswerSign("nobody-takes-over", SignalKind.Item, ObservationKind.Strain, holdsDays: Nearness.AlarmHoldsDays)
{
    /// <summary>The answer "nobody"; above it "I do not want that", which leaves somebody as alone.</summary>
    private const int Nobody = 3;

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        HighStrain.IsReached(state, today, settings)
        && state[ObservationKind.TakeOver].At(today, Nearness.AlarmHoldsDays)?.Value >= Nobody
            ? new(0, Weight.RedAlarms)
            : default;

    public override Evidence Evidence(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(At(state, today, settings)?.Value, Since: state[ObservationKind.TakeOver].NewestOn);
}
