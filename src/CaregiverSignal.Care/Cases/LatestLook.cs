using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>The latest day to look again at somebody, and why it is no later.</summary>
public sealed record LatestLook(DateOnly Day, LookReason Why)
{
    /// <returns>Null for who does not stand.</returns>
    internal static LatestLook? Of(SignalLifecycle life, DateOnly today) =>
        life.LookBy(today) is not { } day
            ? null
            : new LatestLook(
                day,
                life.StandingOn(today)?.Level != Urgency.Red ? LookReason.Heavy
                    : day < today.AddDays(SignalLifecycle.LookAtLine) ? LookReason.Red
                    : LookReason.RedLong
            );
}

/// <summary>Why somebody is looked at again by a day.</summary>
public enum LookReason
{
    /// <summary>They stand red.</summary>
    Red,

    /// <summary>For half a year, with two talks or more.</summary>
    RedLong,

    /// <summary>One heavy thing holds.</summary>
    Heavy,

    /// <summary>Nobody talked with them about it, or for the first time in aftercare.</summary>
    Unheard,
}
