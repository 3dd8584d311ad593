namespace CaregiverSignal.CheckIns;

/// <summary>One round of questions for one caregiver.</summary>
public sealed record CheckIn
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public int Number { get; init; }

    public DateOnly AskedOn { get; init; }

    /// <summary>The first day on which it can no longer be answered.</summary>
    public DateOnly ClosesOn { get; init; }

    public string Instruments { get; init; } = "";

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? OwnWords { get; init; }

    public string? CallMe { get; init; }

    public IReadOnlyList<string> InstrumentKeys => Instruments.Split(';');
}
