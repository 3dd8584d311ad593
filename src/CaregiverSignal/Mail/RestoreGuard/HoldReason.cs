namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>Why nothing is mailed until the operator says so (docs/adr/0012).</summary>
public enum HoldReason
{
    /// <summary>The store does not know what was sent last: an older state of it was put back.</summary>
    Restored,

    /// <summary>The store and the file beside its folder do not belong together.</summary>
    Copied,

    /// <summary>
    /// The clock went ahead by more than a day while the program ran, or by more than a month while it did not.
    /// </summary>
    ClockAhead,

    /// <summary>The clock is behind the time at which the store last worked; over as soon as it no longer is.</summary>
    ClockBack,

    /// <summary>
    /// A day had more mail to caregivers than its limit; over after a day. Mail to staff goes all the same
    /// (docs/adr/0015, 0022).
    /// </summary>
    DayLimit,
}

/// <summary>The reasons as an operator reads them.</summary>
public static class HoldReasons
{
    /// <summary>Whether staff get no mail either; else only caregivers wait.</summary>
    public static bool HoldsStaffToo(this HoldReason why) => why != HoldReason.DayLimit;

    /// <summary>What is held, and why.</summary>
    public static string Held(this HoldReason why) =>
        $"{(why.HoldsStaffToo() ? "nothing is mailed" : "caregivers are not mailed")}: {why.InWords()}";

    public static string InWords(this HoldReason why) =>
        why switch
        {
            HoldReason.Restored => "an older state of the store was put back",
            HoldReason.Copied =>
                "the store was copied or moved here, or the file Mail:FenceFile is gone or belongs to another store",
            HoldReason.ClockAhead =>
                "the clock went ahead by more than a day, or the program was off for more than a month",
            HoldReason.ClockBack => "the clock is behind the time at which this store last worked",
            _ => "there was more mail to them than Mail:Fuse allows in 24 hours, and it waits for a day",
        };
}
