namespace CaregiverSignal.Caseload;

/// <summary>The caregiver a row is about.</summary>
public abstract record ListedPerson
{
    public long CaregiverId { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    /// <summary>The owner.</summary>
    public long CoordinatorId { get; init; }
}
