namespace CaregiverSignal.People;

/// <summary>Somebody at the support point who follows caregivers; known by the mail address until enrolled.</summary>
public sealed record Coordinator
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public long? DeputyId { get; init; }

    /// <summary>May see and mend what became of each mail (docs/adr/0013).</summary>
    public bool IsOperator { get; init; }
}
