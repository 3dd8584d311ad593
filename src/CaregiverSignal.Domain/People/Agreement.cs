namespace CaregiverSignal.People;

/// <summary>An agreement about one person, or their own choice: it overrides the settings, has a reason and ends by
/// itself.</summary>
public sealed record Agreement
{
    public long Id { get; init; }

    /// <summary>Whom it is about; 0 before it is stored.</summary>
    public long CaregiverId { get; init; }

    public AgreementKind Kind { get; init; }

    /// <summary>The muted kind of finding, or the key of the list; empty for an interval.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The months between check-ins; 0 for other kinds.</summary>
    public double Value { get; init; }

    /// <summary>For a list its name, as it was asked for.</summary>
    public string Reason { get; init; } = "";

    public DateOnly FromOn { get; init; }

    /// <summary>The first day on which it no longer holds.</summary>
    public DateOnly UntilOn { get; init; }

    /// <summary>The day somebody ended it early; null when nobody did.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Who ended it early; null when nobody did, or when another agreement replaced it.</summary>
    public string? EndedBy { get; init; }

    public string Coordinator { get; init; } = "";

    /// <summary>Whether the caregiver chose it through the link in a mail.</summary>
    public bool ByCaregiver { get; init; }

    public bool HoldsOn(DateOnly day) => FromOn <= day && day < (EndedOn ?? UntilOn);
}
