using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.CheckIns;

/// <summary>When a check-in shows one question and folds the others: after heavy answers, which are already known, and
/// after two missed check-ins.</summary>
public static class LightForm
{
    /// <summary>Doing badly, or unable to go on for a month (ours).</summary>
    public const int HeavyUpTo = 2;

    /// <summary>Whether the next check-in is light.</summary>
    /// <param name="before">Earlier check-ins that are closed and count, oldest first.</param>
    public static bool Follows(IReadOnlyList<EarlierCheckIn> before) =>
        before is [.., { IsAnswered: false }, { IsAnswered: false }]
        || before.LastOrDefault(past => past.IsAnswered).IsHeavy;
}

/// <param name="IsHeavy">Whether they answered how they are, or how long they can go on, with at most
/// <see cref="LightForm.HeavyUpTo"/>.</param>
public readonly record struct EarlierCheckIn(bool IsAnswered, bool IsHeavy)
{
    public static EarlierCheckIn Of(DateOnly? answeredOn, IEnumerable<Measured> values) =>
        new(
            answeredOn is not null,
            values.Any(value =>
                value.Kind is ObservationKind.Going or ObservationKind.PerseveranceTime
                && value.Value.High <= LightForm.HeavyUpTo
            )
        );
}
