namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>Why mail is held until the operator resumes it.</summary>
public enum HoldReason
{
    /// <summary>The store does not know what was sent last: an older copy of it was restored.</summary>
    Restored,

    /// <summary>The store and its guard file do not belong together.</summary>
    Copied,

    /// <summary>
    /// The clock went ahead by more than a day while the program ran, or by more than a month while it did not.
    /// </summary>
    ClockAhead,

    /// <summary>
    /// The clock is behind the time at which the store last worked; the hold ends once it no longer is.
    /// </summary>
    ClockBack,
}

/// <summary>The texts of the reasons, for an operator.</summary>
public static class HoldReasons
{
    /// <summary>What is held, and why.</summary>
    public static string Held(this HoldReason why) => $"nothing is mailed: {why.InWords()}";

    public static string InWords(this HoldReason why) =>
        why switch
        {
            HoldReason.Restored => "an older state of the store was put back",
            HoldReason.Copied =>
                "the store was copied or moved here, or the file Mail:FenceFile is gone or belongs to another store",
            HoldReason.ClockAhead =>
                "the clock went ahead by more than a day, or the program was off for more than a month",
            _ => "the clock is behind the time at which this store last worked",
        };
}
