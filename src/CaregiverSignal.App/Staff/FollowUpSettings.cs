namespace CaregiverSignal.Staff;

/// <param name="EscalateAfterWorkingDays">
/// Working days that a red signal may wait for a talk: from the notification, from when it was taken up, or from the
/// agreed day.
/// </param>
/// <param name="DigestAt">Local time of the daily digest.</param>
/// <param name="QuietDigestOn">The day of the week with a digest even when there is nothing; null: never.</param>
/// <param name="SignalsPerWeek">New signals a week that one coordinator can carry; 0 is no limit.</param>
public sealed record FollowUpSettings(
    int EscalateAfterWorkingDays,
    TimeOnly DigestAt,
    int SignalsPerWeek = 0,
    DayOfWeek? QuietDigestOn = DayOfWeek.Monday
)
{
    public int EscalateAfterWorkingDays { get; private set; } = EscalateAfterWorkingDays;

    public int SignalsPerWeek { get; private set; } = SignalsPerWeek;

    /// <summary>Takes over the numbers of others, for all who hold these while the program runs.</summary>
    public void Become(FollowUpSettings other) =>
        (EscalateAfterWorkingDays, SignalsPerWeek) = (other.EscalateAfterWorkingDays, other.SignalsPerWeek);
}
