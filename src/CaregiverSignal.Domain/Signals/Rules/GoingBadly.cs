namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver says that they are doing badly, or very badly.</summary>
/// <remarks>
/// Our own question, "how are you", from 1 very bad to 5 very well; one point for an answer up to 2 is our choice.
/// </remarks>
public sealed class GoingBadly() : WarningSign("going", SignalKind.Item)
{
    public static readonly Limit UpTo = new(
        "Going:UpTo",
        2,
        1,
        4,
        "highest answer to 'how are you', 1 very bad to 5 very well, that adds a point",
        "ours: 2 is 'bad'"
    );

    public override IReadOnlyList<Limit> Limits => [UpTo];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.Going, today, settings) && known.Going.Newest <= settings[UpTo] ? 1 : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.Going.NewestOn;

    public override Evidence Evidence(in Known known, RuleSettings settings) => new(known.Going.Newest);
}
