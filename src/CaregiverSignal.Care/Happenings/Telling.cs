using CaregiverSignal.People;

namespace CaregiverSignal.Happenings;

/// <summary>A reported event, however it was reported.</summary>
/// <param name="CaregiverId">The caregiver who reports it, or about whom it is recorded.</param>
/// <param name="Kinds">The words are stored with the first.</param>
/// <param name="On">The day of the event; the day of the report if not given.</param>
internal sealed record Telling(long CaregiverId, IReadOnlyList<EventKind> Kinds, DateOnly On, Way Way)
{
    public string Note { get; init; } = "";

    /// <summary>Whether no day was given.</summary>
    public bool DayUnsaid { get; init; }

    /// <summary>The id of the care concerned; null for the only one, or if not given.</summary>
    public long? Care { get; init; }

    /// <summary>The id of the help concerned; null if not given.</summary>
    public long? Help { get; init; }

    /// <summary>The decision that allows the reporting professional to read.</summary>
    public Consent? Consent { get; init; }

    /// <summary>Who reported it to the other system, if it comes from a file.</summary>
    public ReportedBy? Teller { get; init; }

    /// <summary>The review date that the recording colleague chose; null for none.</summary>
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
