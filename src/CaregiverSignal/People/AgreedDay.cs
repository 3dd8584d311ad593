using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>
/// The day on which a coordinator agreed to look again, as the note of a talk or a closing carries it: <c>weer kijken
/// op 2026-04-02</c>, at its beginning.
/// </summary>
/// <remarks>
/// A folder of CSV files has no column for it, and without it the same state would stay quiet for too long.
/// </remarks>
public static class AgreedDay
{
    private const string Words = "weer kijken op ";
    private const string Form = "yyyy-MM-dd";

    public static string Note(DateOnly day) => Words + day.ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>Null when the note does not begin so, or names no day of the calendar.</returns>
    public static DateOnly? In(string note) =>
        note.StartsWith(Words, StringComparison.Ordinal)
        && note.Length >= Words.Length + Form.Length
        && DateOnly.TryParseExact(
            note.AsSpan(Words.Length, Form.Length),
            Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;
}
