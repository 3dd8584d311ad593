namespace CaregiverSignal.Signals.Rules;

/// <summary>The Caregiver Strain Index is near its highest: heavy from 10 of 13 (ours).</summary>
public sealed class HeavyStrain()
    : AnswerSign("heavy-strain", SignalKind.Level, ObservationKind.Strain, holdsDays: Nearness.AlarmHoldsDays)
{
    /// <summary>CSI total, 0 to 13, from which an answer is heavy (ours).</summary>
    public const int Heavy = 10;

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        At(state, today, settings)?.Value >= Heavy ? new(0, 1) : default;
}
