namespace CaregiverSignal.People;

/// <summary>Somebody at the support point who follows caregivers; known by the mail address until enrolled.</summary>
public sealed record Coordinator
{
    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public long? DeputyId { get; init; }
}
