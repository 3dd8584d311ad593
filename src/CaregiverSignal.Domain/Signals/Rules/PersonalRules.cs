using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Applies the agreements about one person to what staff are notified of.</summary>
public static class PersonalRules
{
    /// <summary>The kinds that are muted on a day.</summary>
    /// <remarks>
    /// A request to be called is never muted, and a mute adds nothing at red (lesson L-61; docs/signals.md, law 1).
    /// </remarks>
    public static Mute MuteOf(IEnumerable<Agreement> agreements, DateOnly day) =>
        new(
            agreements
                .Where(one =>
                    one.Kind == AgreementKind.Mute && one.HoldsOn(day) && MutedKind(one) != SignalKind.Request
                )
                .Aggregate(0, (bits, one) => bits | WarningSigns.Bits(MutedKind(one)))
        );

    /// <summary>What an agreement of the kind <see cref="AgreementKind.Mute"/> is about.</summary>
    public static SignalKind MutedKind(Agreement one) => Codes.Parse<SignalKind>(one.Subject);
}
