using CaregiverSignal.Import;

namespace CaregiverSignal.Demo;

/// <summary>An invented caregiver: who they are, and what will happen to them.</summary>
/// <param name="Number">From 0.</param>
/// <param name="StartsAt">Strain at the beginning, 0 (none) to 1 (cannot go on).</param>
/// <param name="GoesTo">Strain at the end of the course, if nobody helps.</param>
/// <param name="TurnsOn">The day on which the course begins to move.</param>
/// <param name="ArrivesOn">The day on which the strain reaches <paramref name="GoesTo"/>.</param>
/// <param name="HelpedBy">How much strain a talk with the coordinator takes away in the end.</param>
/// <param name="Habit">Chance that a check-in is answered without a reminder.</param>
/// <param name="StopsOn">The day from which nothing is answered; null for most.</param>
/// <param name="PausesOn">The day on which they ask for a pause; null for most.</param>
/// <param name="Part">Their role in the last weeks.</param>
public sealed record Persona(
    int Number,
    PersonRow Row,
    Course Course,
    double StartsAt,
    double GoesTo,
    DateOnly TurnsOn,
    DateOnly ArrivesOn,
    double HelpedBy,
    double Habit,
    DateOnly? StopsOn,
    DateOnly? PausesOn,
    Part Part
)
{
    /// <summary>The strain from which they say that they can go on for less than a month.</summary>
    public const double LessThanAMonthFrom = 0.74;

    private const double HelpWorksInDays = 45;

    public string FirstName => Row.Details.FirstName!;

    public string FullName => $"{Row.Details.FirstName} {Row.Details.LastName}";

    /// <summary>
    /// The strain on a day, 0 to 1: our own simple model for a demo, which claims nothing about real people.
    /// </summary>
    /// <remarks>
    /// A straight line between two levels; after a talk it drops by <see cref="HelpedBy"/>, most of it in six weeks.
    /// </remarks>
    /// <param name="talkedOn">The talk with the coordinator that brought help; null when there was none.</param>
    public double StrainOn(DateOnly day, DateOnly? talkedOn)
    {
        var length = Math.Max(1, ArrivesOn.DayNumber - TurnsOn.DayNumber);
        var progress = Math.Clamp((double)(day.DayNumber - TurnsOn.DayNumber) / length, 0, 1);
        var strain = StartsAt + (GoesTo - StartsAt) * progress;
        if (talkedOn is { } talk && day > talk)
            strain -= HelpedBy * (1 - Math.Exp(-(day.DayNumber - talk.DayNumber) / HelpWorksInDays));
        return Math.Clamp(strain, 0.03, 1);
    }
}
