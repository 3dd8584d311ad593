using System.Globalization;

namespace CaregiverSignal.Web.Fields;

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

    /// <summary>Reads a day as sent by a browser or typed by a person; null if it is not a day.</summary>
    public static DateOnly? Day(string day) =>
        DateOnly.TryParseExact(day, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)
            ? found
            : null;

    /// <summary>Reads a time as sent by a browser or typed by a person, such as "9.30 uur"; null if it is not a
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

    /// <summary>Reads a note, with each line break stored and counted as one character; browsers send two.</summary>
    public static string Note(string typed) => typed.ReplaceLineEndings("\n").Trim();

    /// <returns>Null if the note has at most <see cref="LongestNote"/> characters.</returns>
    public static string? TooLong(string note, int longest = LongestNote) =>
        note.Length <= longest ? null : TooLongBy(note.Length - longest);

    public static string TooLongBy(int characters) => Words.Counted("TooLong", characters);
}
