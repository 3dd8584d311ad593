using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Demo.Worlds;

/// <summary>When the people of a world are asked: by the plan, and some of them sooner or less often.</summary>
/// <param name="Sooner">Whether somebody is asked in between, by what was known on the day before they were last asked
/// and by what is known on the day of an answer or a heavy event; null: nobody.</param>
public sealed record WhenAsked(string Name, Func<AsKnown, AsKnown, bool>? Sooner = null)
{
    public static readonly WhenAsked Monthly = new("every month");

    /// <summary>How long after what was known.</summary>
    public SoonerPlan Plan { get; init; } = new();

    /// <summary>
    /// What each check-in in between takes off the odds of answering any later one, as a share; 0: nobody tires.
    /// </summary>
    public double Tires { get; init; }

    /// <summary>Of those who were well for a year, so many take every other month for a year; 0 to 1.</summary>
    public double LessOften { get; init; }

    /// <summary>Who became near is asked each month again.</summary>
    public bool MonthlyOnceNear { get; init; }
}

/// <summary>What is known of somebody on a day.</summary>
/// <param name="Near">Null under both limits.</param>
public readonly record struct AsKnown(DateOnly Day, Known Known, Level? Near);
