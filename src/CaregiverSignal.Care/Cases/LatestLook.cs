using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>The latest day for a caregiver's follow-up, and why it is no later.</summary>
public sealed record LatestLook(DateOnly Day, LookReason Why)
{
    /// <returns>Null for a caregiver who need not stay on the worklist.</returns>
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

/// <summary>Why a follow-up is due by a day.</summary>
public enum LookReason
{
    /// <summary>They are red.</summary>
    Red,

    /// <summary>They have been red for half a year, with at least two talks.</summary>
    RedLong,

    /// <summary>One heavy finding applies.</summary>
    Heavy,

    /// <summary>Nobody has talked to them about it, or for the first time in aftercare.</summary>
    Unheard,
}
