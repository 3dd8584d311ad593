namespace CaregiverSignal.Signals.Rules;

/// <summary>Caring feels heavy, on a line from 0 to 100 (self-rated burden).</summary>
/// <remarks>
/// One point from 60 on, and heavy from 80 on: both our choice. It correlates with perseverance time (r −.45 to
/// −.78, instruments of Kraijo 2014).
/// </remarks>
public sealed class HighBurden() : AnswerSign("burden", SignalKind.Level, ObservationKind.Burden, From)
{
    /// <summary>Self-rated burden, 0 to 100, from which an answer is heavy (ours).</summary>
    public const int Heavy = 80;

    /// <summary>The same beside less than half a year of perseverance (ours).</summary>
    public const int HeavyInTime = 70;

    public static readonly Limit From = new(
        "Burden:From",
        60,
        1,
        100,
        "self-rated burden, 0 to 100, from which an answer adds a point",
        "ours"
    );

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(
            At(state, today, settings)?.Value >= settings[From] ? 1 : 0,
            state[Reads].At(today, Nearness.AlarmHoldsDays)?.Value >= Heavy ? 1 : 0
        );
}
