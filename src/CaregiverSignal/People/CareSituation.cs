namespace CaregiverSignal.People;

/// <summary>The person a caregiver cares for and how they do it: facts from enrolment that raise no signal.</summary>
public sealed record CareSituation
{
    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public bool? Works { get; init; }

    public string? Condition { get; init; }
}
