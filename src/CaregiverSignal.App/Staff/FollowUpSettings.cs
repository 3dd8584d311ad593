namespace CaregiverSignal.Staff;

/// <param name="DigestAt">Local time of the daily digest.</param>
public sealed record FollowUpSettings(TimeOnly DigestAt)
{
    /// <summary>
    /// Working days that a red signal may wait for a talk: from the notification, from when it was taken up, or from the
    /// agreed day. Our choice, which caregivers read on the privacy page.
    /// </summary>
    public const int EscalateAfterWorkingDays = 2;

    /// <summary>
    /// The day of the week with a digest even when there is nothing, so that missing mail is noticed.
    /// </summary>
    public const DayOfWeek QuietDigestOn = DayOfWeek.Monday;
}
