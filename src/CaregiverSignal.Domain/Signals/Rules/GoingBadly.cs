namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver says that they are doing badly, or very badly.</summary>
/// <remarks>
/// Our own question, "how are you", from 1 very bad to 5 very well; one point for an answer up to 2, and that 1 is
/// alarming, are our choice.
/// </remarks>
public sealed class GoingBadly() : AnswerSign("going", SignalKind.Item, ObservationKind.Going, UpTo)
{
    /// <summary>The answer that is alarming: very bad (ours).</summary>
    public const int Alarming = 1;

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
            state[Reads].At(today, Nearness.AlarmHoldsDays)?.Value == Alarming ? 1 : 0
        );
}
