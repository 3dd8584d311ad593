using CaregiverSignal.People;

namespace CaregiverSignal.Happenings;

/// <summary>Something that is told to have happened, by whichever door.</summary>
/// <param name="CaregiverId">Who tells it, or of whom it is noted.</param>
/// <param name="Kinds">The words stand with the first.</param>
/// <param name="On">The day of it; the day of telling where none was said.</param>
internal sealed record Telling(long CaregiverId, IReadOnlyList<EventKind> Kinds, DateOnly On, Way Way)
{
    public string Note { get; init; } = "";

    /// <summary>Whether no day was said.</summary>
    public bool DayUnsaid { get; init; }

    /// <summary>The number of the care that it is about; null for the only one, and where nobody said.</summary>
    public long? Care { get; init; }

    /// <summary>The number of the help that it is about; null where nobody said.</summary>
    public long? Help { get; init; }

    /// <summary>The decision that lets a professional read, who tells it.</summary>
    public Consent? Consent { get; init; }

    /// <summary>Who told it to another system, where a file brings it.</summary>
    public ReportedBy? Teller { get; init; }

    /// <summary>The day on which the colleague who notes it looks again; null where they chose none.</summary>
    public DateOnly? LookOn { get; init; }

    public ReportedBy By =>
        Way switch
        {
            Way.Link => ReportedBy.Caregiver,
            Way.Colleague => ReportedBy.Coordinator,
            Way.Professional => ReportedBy.Professional,
            _ => Teller ?? ReportedBy.System,
        };
}
