using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Demo.Worlds;

/// <summary>Somebody of a world, with what a support point would know and with what nobody would.</summary>
/// <param name="History">Everything up to the last day, or to the collapse; without any contact.</param>
/// <param name="EnrolledOn">The day of the first check-in.</param>
/// <param name="CollapsedOn">Null when the care held.</param>
/// <param name="Hidden">Known to nobody but the tables of results; null for people who were not made in a
/// world.</param>
public sealed record WorldPerson(History History, DateOnly EnrolledOn, DateOnly? CollapsedOn, HiddenLife? Hidden)
{
    /// <summary>Check-ins that were asked, and questions in them; lists that are not scored are left out.</summary>
    public (int CheckIns, int Questions) Asked { get; init; }

    /// <summary>As long as somebody is followed: until the collapse, or the last day.</summary>
    public int Days => History.Today.DayNumber - EnrolledOn.DayNumber;
}

/// <summary>What nobody sees of somebody's life.</summary>
/// <param name="MonthlyRisk">The true chance to collapse in the next month, 0 to 1, for each week from the enrolment on
/// until the history's end.</param>
/// <param name="Danger">Likewise the danger without events, in deviations.</param>
/// <param name="CsiTwice">The CSI asked twice within two weeks, about half-way; it is in no history.</param>
public sealed record HiddenLife(
    IReadOnlyList<float> MonthlyRisk,
    IReadOnlyList<float> Danger,
    (int First, int Second) CsiTwice
)
{
    /// <summary>A deviation and a quarter over the mean: the heaviest tenth (ours).</summary>
    private const float High = 1.25f;

    /// <summary>Half a deviation over the mean (ours).</summary>
    private const float Low = 0.5f;

    private const int TwoYears = 104;

    /// <summary>Never in danger as long as they are followed.</summary>
    public bool IsStable { get; } = Danger.All(one => one < Low);

    /// <summary>For two years, taken together, among the heaviest tenth.</summary>
    public bool IsLongInDanger { get; } = Danger.Count(one => one >= High) >= TwoYears;
}
