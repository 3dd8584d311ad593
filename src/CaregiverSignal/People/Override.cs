namespace CaregiverSignal.People;

/// <summary>
/// What was agreed about one person, or chosen by them: it goes before the settings, has a reason, and ends by itself.
/// </summary>
public sealed record Override
{
    public const string Mute = "mute";
    public const string Interval = "interval";
    public const string Limit = "limit";

    /// <summary>No check-ins in between.</summary>
    public const string Sooner = "sooner";

    public long Id { get; init; }

    /// <summary><see cref="Mute"/>, <see cref="Interval"/>, <see cref="Limit"/> or <see cref="Sooner"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>
    /// The kind of finding that is muted, or the limit as <c>Strain:RisenBy</c>; empty for the others.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>A limit; months between check-ins; for what is muted 1 when it was red then, else 0.</summary>
    public double Value { get; init; }

    public string Reason { get; init; } = "";

    public DateOnly FromOn { get; init; }

    /// <summary>The first day on which it no longer holds.</summary>
    public DateOnly UntilOn { get; init; }

    /// <summary>The day somebody ended it before its time; null when nobody did.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Who ended it before its time; null when nobody did, or another agreement took its place.</summary>
    public string? EndedBy { get; init; }

    public string Coordinator { get; init; } = "";

    /// <summary>The caregiver chose it, behind the link in a mail.</summary>
    public bool ByCaregiver { get; init; }

    public bool HoldsOn(DateOnly day) => FromOn <= day && day < (EndedOn ?? UntilOn);
}
