using System.Globalization;

namespace CaregiverSignal.Signals.Life;

/// <summary>The agreed local time of the next contact, as stored with its day.</summary>
internal static class AgreedTime
{
    private const string Form = "yyyy-MM-dd HH:mm";

    /// <summary>The time in a stored form; null if it belongs to another day.</summary>
    public static TimeOnly? On(DateOnly? day, string? stored) =>
        DateTime.TryParseExact(stored, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && DateOnly.FromDateTime(at) == day
            ? TimeOnly.FromDateTime(at)
            : null;

    /// <summary>The stored form of a day with a time.</summary>
    public static string? Stored(DateOnly day, TimeOnly? time) =>
        time is { } at ? day.ToDateTime(at).ToString(Form, CultureInfo.InvariantCulture) : null;
}
