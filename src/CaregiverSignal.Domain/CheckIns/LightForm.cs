using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// When one question is put to somebody and the others are folded: after heavy answers, which are known, and after two
/// check-ins that were missed.
/// </summary>
public static class LightForm
{
    /// <summary>Going badly, or not able to go on for a month (ours).</summary>
    public const int HeavyUpTo = 2;

    /// <summary>Whether the next check-in is light.</summary>
    /// <param name="before">The check-ins before it that are over and count, oldest first.</param>
    public static bool Follows(IReadOnlyList<EarlierCheckIn> before) =>
        before is [.., { IsAnswered: false }, { IsAnswered: false }]
        || before.LastOrDefault(past => past.IsAnswered).IsHeavy;
}

/// <param name="IsHeavy">How they are, or how long they can go on, was answered with at most
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
