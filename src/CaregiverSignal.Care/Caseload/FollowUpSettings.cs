namespace CaregiverSignal.Caseload;

/// <summary>When staff hear of what they follow up.</summary>
public static class FollowUpSettings
{
    /// <summary>Local time of the daily digest: before the first calls of the day (our choice). Each coordinator can
    /// choose an hour and days of their own.</summary>
    public static readonly TimeOnly DigestAt = new(8, 30);

    /// <summary>Working days that a red signal may wait for a talk: from the notification, from when it was taken up,
    /// or from the agreed day. Our choice, which caregivers read on the privacy page.</summary>
    public const int EscalateAfterWorkingDays = 2;

    /// <summary>Working days that somebody waits until administrators hear of it too, once a week (our
    /// choice).</summary>
    public const int AdministratorAfterWorkingDays = 10;

    /// <summary>The day of the week with a digest even when there is nothing, so that missing mail is
    /// noticed.</summary>
    public const DayOfWeek QuietDigestOn = DayOfWeek.Monday;

    /// <summary>Whether it is a working day, at or after the hour of the digest.</summary>
    internal static bool IsTime(SiteTime time) =>
        time.WorkingDays.Contains(time.Today) && TimeOnly.FromDateTime(time.Local(time.Now)) >= DigestAt;
}
