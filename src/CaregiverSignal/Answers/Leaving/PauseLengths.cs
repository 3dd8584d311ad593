namespace CaregiverSignal.Answers.Leaving;

/// <summary>The lengths of a pause that a caregiver may choose.</summary>
public static class PauseLengths
{
    public static readonly IReadOnlyList<string> All = ["week", "maand", "kwartaal", "zelf"];

    /// <summary>The first day on which questions may come again; null until the caregiver asks for them.</summary>
    public static DateOnly? Until(string length, DateOnly today) =>
        length switch
        {
            "week" => today.AddDays(7),
            "maand" => today.AddMonths(1),
            "kwartaal" => today.AddMonths(3),
            "zelf" => null,
            _ => throw new ArgumentOutOfRangeException(nameof(length), length, "Not a length of a pause."),
        };
}
