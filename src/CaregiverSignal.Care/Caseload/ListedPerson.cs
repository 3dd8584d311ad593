namespace CaregiverSignal.Caseload;

public abstract record ListedPerson
{
    public long CaregiverId { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public long CoordinatorId { get; init; }
}
