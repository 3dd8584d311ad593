namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver says that they are doing badly, or very badly.</summary>
/// <remarks>
/// Our own question, "how are you", from 1 very bad to 5 very well; one point for an answer up to 2, and that 1 is heavy,
/// are our choice. On a form that asked nothing else, 1 counts as two heavy things: what was not asked is not well.
/// </remarks>
public sealed class GoingBadly() : AnswerSign("going", SignalKind.Item, ObservationKind.Going, UpTo)
{
    /// <summary>The answer that is heavy: very bad (ours).</summary>
    public const int VeryBad = 1;

    /// <summary>The answer that is heavy beside less than half a year of perseverance (ours).</summary>
    public const int Bad = 2;

    public static readonly Limit UpTo = new(
        "Going:UpTo",
        2,
        1,
        4,
        "highest answer to 'how are you', 1 very bad to 5 very well, that adds a point",
        "ours: 2 is 'bad'"
    );

    public override Weight Weigh(in CaregiverState state, DateOnly today, RuleSettings settings) =>
        new(
            At(state, today, settings)?.Value <= settings[UpTo] ? 1 : 0,
            state[Reads].At(today, Nearness.AlarmHoldsDays) is not (VeryBad, var day) ? 0
                : day == state.LightVeryBadOn ? Weight.RedAlarms
                : 1
        );
}
