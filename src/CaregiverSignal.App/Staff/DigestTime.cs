using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Time;

namespace CaregiverSignal.Staff;

/// <summary>When somebody of the staff wants the digest; pure.</summary>
/// <param name="At">Local time from which it goes.</param>
/// <param name="Days">The days of the week, of which only the working days count.</param>
public sealed record DigestTime(TimeOnly At, IReadOnlyList<DayOfWeek> Days)
{
    /// <summary>
    /// The hours that can be chosen, both included: before the first nobody works, and after the last the day is over
    /// (our choice).
    /// </summary>
    public const int FirstHour = 6;

    public const int LastHour = 17;

    public static readonly IReadOnlyList<DayOfWeek> Weekdays =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
    ];

    /// <summary>What they chose; without a choice the usual hour, each working day.</summary>
    public static DigestTime Of(Coordinator account) =>
        new(
            account.DigestHour is { } hour ? new TimeOnly(hour, 0) : FollowUpSettings.DigestAt,
            account.DigestDays is { } days
                ? [.. Weekdays.Where(day => days.Contains(CodeOf(day), StringComparison.Ordinal))]
                : Weekdays
        );

    public static string CodeOf(DayOfWeek day) => ((int)day).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether it is a chosen day, or the first working day after one on which the support point was closed, at or
    /// after the hour.
    /// </summary>
    /// <param name="local">The support point's time.</param>
    public bool Holds(DateTime local, WorkingDays working)
    {
        var today = DateOnly.FromDateTime(local);
        if (TimeOnly.FromDateTime(local) < At || !working.Contains(today))
            return false;
        var day = today;
        while (!Days.Contains(day.DayOfWeek))
        {
            day = day.AddDays(-1);
            if (working.Contains(day))
                return false;
        }

        return true;
    }
}
