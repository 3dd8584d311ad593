namespace CaregiverSignal.Signals.Rules;

/// <summary>How happy the caregiver feels is near its lowest: heavy up to 2 of 10 (ours).</summary>
/// <remarks>The CarerQol-VAS, 0 to 10. It adds no points.</remarks>
public sealed class LowHappiness()
    : AnswerSign("happiness", SignalKind.Level, ObservationKind.Happiness, holdsDays: Nearness.AlarmHoldsDays)
{
    /// <summary>CarerQol-VAS, 0 to 10, up to which an answer is heavy (ours).</summary>
    public const int Heavy = 2;

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        At(state, today, settings)?.Value <= Heavy ? new(0, 1) : default;
}
