namespace CaregiverSignal.People;

/// <summary>
/// Whom the caregiver cares for and how; facts of enrolment that order a worklist and never raise a signal.
/// </summary>
public sealed record CareSituation
{
    public string? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public bool? Works { get; init; }

    public string? Condition { get; init; }
}
