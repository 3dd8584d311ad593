using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>When the people of a world are asked: by the plan, some of them sooner or less often.</summary>
/// <param name="Sooner">Decides whether somebody is asked in between, from what was known on the day before they were
/// last asked and on the day of an answer or a serious event; null to ask nobody in between.</param>
public sealed record WhenAsked(string Name, Func<AsKnown, AsKnown, bool>? Sooner = null)
{
    public static readonly WhenAsked Monthly = new("every month");

    /// <summary>How many days after the reason they are asked.</summary>
    public SoonerPlan Plan { get; init; } = new();

    /// <summary>
    /// The share by which each check-in in between lowers the odds of answering any later one; 0 if nobody tires.
    /// </summary>
    public double Fatigue { get; init; }

    /// <summary>
    /// The share of those who were well for a year that chooses every other month for a year; 0 to 1.
    /// </summary>
    public double LessOften { get; init; }

    /// <summary>Whether somebody whose nearness rises is asked every month again.</summary>
    public bool MonthlyOnceNear { get; init; }
}

/// <summary>What is known about a person on a day.</summary>
/// <param name="Near">The level; null below both limits.</param>
public readonly record struct AsKnown(DateOnly Day, Known Known, Urgency? Near);
