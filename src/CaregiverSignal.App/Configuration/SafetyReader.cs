using System.Globalization;
using CaregiverSignal.Safety;

namespace CaregiverSignal.Configuration;

/// <summary>Reads whom staff call when somebody is not safe.</summary>
internal sealed class SafetyReader(SettingValues values)
{
    /// <summary>A name and a number on one line.</summary>
    private const int Longest = 80;

    public SafetySettings Read() => new(Line("OutOfHoursDoctor"), Line("CrisisService"), Line("Officer"), Day());

    private string? Line(string name)
    {
        var key = "Safety:" + name;
        var line = values.Optional(key);
        if (line is not null && (OneLine.Problem(line, Longest) is not null || !line.Any(char.IsAsciiDigit)))
            values.Add(key, $"is not one line of at most {Longest} characters with a number in it");
        return line;
    }

    private DateOnly? Day()
    {
        if (values.Optional(PageSettings.CheckedOn) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        values.Add(PageSettings.CheckedOn, $"is '{text}'; write a day as 2026-03-31");
        return null;
    }
}
