namespace CaregiverSignal.Staff;

/// <param name="Deputy">Who hears of a red signal about which nobody talked, unless the coordinator has a deputy; the
/// support point's address when empty.</param>
/// <param name="EscalateAfterWorkingDays">Working days a red signal may wait for a talk: from when it was told, taken
/// up, or from the day that was agreed.</param>
/// <param name="DigestAt">Local time of the daily digest.</param>
/// <param name="QuietDigestOn">The day on which a digest comes also when there is nothing; null: never.</param>
/// <param name="SignalsPerWeek">New signals a week that one coordinator can carry; 0 is no limit.</param>
public sealed record FollowUpSettings(
    string? Deputy,
    int EscalateAfterWorkingDays,
    TimeOnly DigestAt,
    int SignalsPerWeek = 0,
    DayOfWeek? QuietDigestOn = DayOfWeek.Monday
);
