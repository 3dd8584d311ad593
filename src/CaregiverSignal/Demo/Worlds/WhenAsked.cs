using CaregiverSignal.Signals;

namespace CaregiverSignal.Demo;

/// <summary>When the people of a world are asked: by the plan, and some of them sooner or less often.</summary>
/// <param name="Sooner">Whether somebody is asked in between, by what was known when they were last asked and by what is known on the day of an answer or a heavy event; null: nobody.</param>
public sealed record WhenAsked(string Name, Func<AsKnown, AsKnown, bool>? Sooner = null)
{
    public static readonly WhenAsked Monthly = new("every month");

    /// <summary>Days after what was known.</summary>
    public int AfterDays { get; init; } = 14;

    /// <summary>Days before the plan's next check-in, at the least.</summary>
    public int DaysLeft { get; init; } = 7;

    /// <summary>Of those who were well for a year, so many take every other month for a year; 0 to 1.</summary>
    public double LessOften { get; init; }

    /// <summary>Who became near is asked each month again.</summary>
    public bool MonthlyOnceNear { get; init; }
}

/// <summary>What is known of somebody on a day.</summary>
/// <param name="Near">Null under both limits.</param>
public readonly record struct AsKnown(DateOnly Day, Known Known, Level? Near);
