namespace CaregiverSignal.Signals.Rules;

/// <summary>A caregiver who usually answers no longer does.</summary>
/// <remarks>
/// Two missed check-ins in a row, or one more than they missed among the twelve before: our choice, no study gives a
/// number. It adds one point, and staff are notified when it begins.
/// </remarks>
public sealed class FallenSilent() : WarningSign("silence", SignalKind.Silence)
{
    public static readonly Limit Missed = new(
        "Silence:Missed",
        2,
        1,
        6,
        "check-ins in a row without an answer, by a caregiver who usually answers",
        "ours: no study gives a number"
    );

    public override IReadOnlyList<Limit> Limits => [Missed];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        known.SilentSince != default && Holds(known.MissedOn, today, settings[PerseveranceTime.HoldsDays]) ? 1 : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.SilentSince;

    public override Evidence Evidence(in Known known, RuleSettings settings) =>
        new(Since: known.AnsweredOn, Count: known.MissedInARow);

    public static bool IsUnusual(in Known known, RuleSettings settings) =>
        known.MissedInARow >= Math.Max(settings[Missed], known.MissedBefore + 1);
}
