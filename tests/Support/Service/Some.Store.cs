namespace CaregiverSignal.Tests;

public static partial class Some
{
    /// <summary>The zone of the support points.</summary>
    public static TimeZoneInfo Amsterdam { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>Monday 5 January 2026, ten o'clock in Amsterdam: where the clock of a test stands.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static SiteTime Time(TimeProvider? clock = null) => new(clock ?? new FakeTimeProvider(Start), Amsterdam);

    public static DateTimeOffset Utc(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
