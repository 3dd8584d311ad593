namespace CaregiverSignal.Caseload;

/// <summary>When staff are told about the cases they follow up.</summary>
public static class FollowUpSettings
{
    /// <summary>Local time of the daily digest: before the day's first calls (our choice). Each coordinator can choose
    /// another hour, and days.</summary>
    public static readonly TimeOnly DigestAt = new(8, 30);

    /// <summary>Working days that a red signal may wait for a talk, counted from the notification, from when it was
    /// taken up, or from the agreed day. Our choice; caregivers read it on the privacy page.</summary>
    public const int EscalateAfterWorkingDays = 2;

    /// <summary>Working days after which administrators are told too, once a week (our choice).</summary>
    public const int AdministratorAfterWorkingDays = 10;

    /// <summary>On this day of the week a digest goes out even if there is nothing, so that missing mail is
    /// noticed.</summary>
    public const DayOfWeek QuietDigestOn = DayOfWeek.Monday;

    /// <summary>Whether it is a working day, at or after the digest's hour.</summary>
    internal static bool IsTime(SiteTime time) =>
        time.WorkingDays.Contains(time.Today) && TimeOnly.FromDateTime(time.Local(time.Now)) >= DigestAt;
}
