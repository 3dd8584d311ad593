using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;

namespace CaregiverSignal.Tests;

public static partial class Some
{
    /// <summary>The zone of the support points.</summary>
    public static TimeZoneInfo Amsterdam { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static SiteTime Time(TimeProvider? clock = null) => new(clock ?? new ManualTime(), Amsterdam);

    public static DateTimeOffset Utc(string instant) =>
        DateTimeOffset.Parse(
            instant,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal
        );
}
