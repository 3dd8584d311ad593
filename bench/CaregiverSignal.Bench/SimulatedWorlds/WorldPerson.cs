using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>A person in a world, with what a support point would know and with what nobody could know.</summary>
/// <param name="History">Everything up to the last day, or to the collapse; without any contact.</param>
/// <param name="EnrolledOn">The day of the first check-in.</param>
/// <param name="CollapsedOn">The day of the collapse; null without one.</param>
/// <param name="Hidden">What only the gate uses; null for people who were not made in a world.</param>
public sealed record WorldPerson(History History, DateOnly EnrolledOn, DateOnly? CollapsedOn, HiddenLife? Hidden)
{
    /// <summary>
    /// The number of check-ins and of questions that were asked; lists that are not scored are left out.
    /// </summary>
    public (int CheckIns, int Questions) Asked { get; init; }

    /// <summary>How long the person is followed: until the collapse, or the last day.</summary>
    public int Days => History.Today.DayNumber - EnrolledOn.DayNumber;
}

/// <summary>The part of a person's life that nobody sees.</summary>
/// <param name="MonthlyRisk">The true chance of a collapse in the next month, 0 to 1, for each week from the enrolment
/// until the history's end.</param>
/// <param name="Danger">The danger without events, in deviations, for the same weeks.</param>
/// <param name="CsiTwice">The CSI asked twice within two weeks, about half-way; not part of the history.</param>
public sealed record HiddenLife(
    IReadOnlyList<float> MonthlyRisk,
    IReadOnlyList<float> Danger,
    (int First, int Second) CsiTwice
)
{
    /// <summary>A deviation and a quarter above the mean: the heaviest tenth (our choice).</summary>
    private const float High = 1.25f;

    /// <summary>Half a deviation above the mean (our choice).</summary>
    private const float Low = 0.5f;

    private const int TwoYears = 104;

    /// <summary>Whether the person was never in danger while followed.</summary>
    public bool IsStable { get; } = Danger.All(value => value < Low);

    /// <summary>Whether the person was among the heaviest tenth for two years in all.</summary>
    public bool IsLongInDanger { get; } = Danger.Count(value => value >= High) >= TwoYears;
}
