using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Forms;

/// <summary>The lengths of a pause on offer.</summary>
public static class PauseLengths
{
    public const string OwnDay = "dag";

    public static readonly IReadOnlyList<string> All = ["week", "maand", "kwartaal", "zelf", OwnDay];

    /// <param name="length">One of <see cref="All"/>.</param>
    /// <param name="day">The day typed as their own choice: from tomorrow to a year from now (our choice: for longer
    /// there is <c>zelf</c>).</param>
    /// <param name="until">The first day on which questions may come again; null until the caregiver asks for
    /// them.</param>
    /// <returns>False without such a day.</returns>
    public static bool TryRead(string length, string day, DateOnly today, out DateOnly? until)
    {
        until = length switch
        {
            "week" => today.AddDays(7),
            "maand" => today.AddMonths(1),
            "kwartaal" => today.AddMonths(3),
            "zelf" => null,
            OwnDay => Typed.Day(day),
            _ => throw new ArgumentOutOfRangeException(nameof(length), length, "Not a length of a pause."),
        };
        return length != OwnDay || (until > today && until <= today.AddYears(1));
    }
}
