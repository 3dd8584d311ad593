using System.Globalization;
using CaregiverSignal.Safety;

namespace CaregiverSignal.Configuration;

/// <summary>Reads whom staff call when somebody is not safe.</summary>
internal sealed class SafetyReader(SettingValues values)
{
    /// <summary>A name and a number on one line.</summary>
    public const int Longest = 80;

    public SafetySettings Read() =>
        new(
            Line("Advice", SafetySettings.AdviceNumber),
            Line("SuicideLine", SafetySettings.SuicideNumber),
            Line("OutOfHoursDoctor"),
            Line("CrisisService"),
            Line("Officer"),
            Day()
        );

    private string? Line(string name, string? standard = null)
    {
        var key = "Safety:" + name;
        var line = values.Optional(key) ?? standard;
        if (line is not null && OneLine.Problem(line, Longest) is not null)
            values.Add(key, $"is not one line of at most {Longest} characters");
        return line;
    }

    private DateOnly? Day()
    {
        const string Key = "Safety:CheckedOn";
        if (values.Optional(Key) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        values.Add(Key, $"is '{text}'; write a day as 2026-03-31");
        return null;
    }
}
