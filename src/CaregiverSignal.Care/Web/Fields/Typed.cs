using System.Globalization;

namespace CaregiverSignal.Web.Fields;

/// <summary>Reads what a person typed into a field.</summary>
public static class Typed
{
    public const int LongestNote = 2000;

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d-M-yyyy", "d/M/yyyy"];
    private static readonly string[] TimeFormats =
    [
        "H:mm",
        "H.mm",
        "H:mm:ss",
        "%H",
        "H 'uur'",
        "H:mm 'uur'",
        "H.mm 'uur'",
    ];
    private static readonly Texts Words = Texts.Of(typeof(Typed));

    /// <summary>Reads a day as a browser sends it or a person types it; null when it is not a day.</summary>
    public static DateOnly? Day(string day) =>
        DateOnly.TryParseExact(day, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)
            ? found
            : null;

    /// <summary>Reads a time as a browser sends it or a person types it, "9.30 uur"; null when it is not a
    /// time.</summary>
    public static TimeOnly? Time(string time) =>
        TimeOnly.TryParseExact(
            time,
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces,
            out var found
        )
            ? found
            : null;

    /// <summary>Reads a note; a browser sends each line break as two characters, and one is stored and
    /// counted.</summary>
    public static string Note(string typed) => typed.ReplaceLineEndings("\n").Trim();

    /// <returns>Null when the note has at most <see cref="LongestNote"/> characters.</returns>
    public static string? TooLong(string note, int longest = LongestNote) =>
        note.Length <= longest ? null : TooLongBy(note.Length - longest);

    public static string TooLongBy(int characters) => Words.Counted("TooLong", characters);
}
