using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Applies the agreements about one person to what staff are notified of.</summary>
public static class PersonalRules
{
    /// <summary>The kinds that are muted on a day.</summary>
    /// <remarks>
    /// Our choice, after lesson L-61: a request to be called is never muted, and a signal that has become red since it
    /// was muted is no longer muted.
    /// </remarks>
    public static Mute MuteOf(IEnumerable<Agreement> agreements, DateOnly day)
    {
        var (amber, red) = (0, 0);
        foreach (
            var one in agreements.Where(one =>
                one.Kind == AgreementKind.Mute && one.HoldsOn(day) && MutedKind(one) != SignalKind.Request
            )
        )
        {
            var bits = WarningSigns.Bits(MutedKind(one));
            if (one.Value > 0)
                red |= bits;
            else
                amber |= bits;
        }

        return new Mute(amber, red);
    }

    /// <summary>What an agreement of the kind <see cref="AgreementKind.Mute"/> is about.</summary>
    public static SignalKind MutedKind(Agreement one) => Codes.Parse<SignalKind>(one.Subject);
}
