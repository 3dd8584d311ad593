namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// The Caregiver Strain Index is at its cut-off and nobody can take over for half a day (domain.md R-08): two heavy
/// things, and so red by itself.
/// </summary>
public sealed class NobodyTakesOver()
    : AnswerSign("nobody-takes-over", SignalKind.Item, ObservationKind.Strain, holdsDays: Nearness.AlarmHoldsDays)
{
    private const int Nobody = 3;

    /// <summary>
    /// The answer "I would rather not": it leaves somebody as alone as <see cref="Nobody"/>, and is read back as said.
    /// </summary>
    public const int Unwanted = 4;

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        HighStrain.IsReached(state, today, settings) && Said(state, today) >= Nobody
            ? new(0, Weight.RedAlarms)
            : default;

    public override Evidence Evidence(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(
            At(state, today, settings)?.Value,
            Since: state[ObservationKind.TakeOver].NewestOn,
            Count: Said(state, today)
        );

    private static int? Said(in CaregiverState state, DateOnly today) =>
        state[ObservationKind.TakeOver].At(today, Nearness.AlarmHoldsDays)?.Value;
}
