namespace CaregiverSignal.Signals.Rules;

/// <summary>The Caregiver Strain Index reached its published cut-off for the first time (C-20).</summary>
/// <remarks>
/// It is a line once, and adds no points: in simulated worlds the level itself says little about the end of
/// care.
/// </remarks>
public sealed class HighStrain() : FirstReached("strain", SignalKind.Level, ObservationKind.Strain, From)
{
    public static readonly Limit From = new(
        "Strain:From",
        7,
        1,
        13,
        "CSI total, 0 to 13, that is a line of the worklist when it is first reached",
        "Robinson 1983, as described by Sullivan (medscape.com/viewarticle/488917)"
    );

    /// <summary>Whether the newest answer is at it; an answer counts for <see cref="Nearness.AlarmHoldsDays"/>.</summary>
    public static bool IsReached(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        state[ObservationKind.Strain].At(today, Nearness.AlarmHoldsDays)?.Value >= settings[From];
}
