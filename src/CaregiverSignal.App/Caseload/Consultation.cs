namespace CaregiverSignal.Caseload;

/// <summary>One colleague asked to look along at a caregiver's case, with one question, until a day.</summary>
/// <remarks>
/// It opens nothing: who can be asked sees the case every day. It ends with an answer, when it is taken back, after its
/// day, or when the colleague no longer sees the case.
/// </remarks>
public sealed record Consultation
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public long AskedBy { get; init; }

    /// <summary>The colleague.</summary>
    public long AskedOf { get; init; }

    /// <summary>A name or a mail address.</summary>
    public string Asker { get; init; } = "";

    /// <summary>A name or a mail address.</summary>
    public string Colleague { get; init; } = "";

    public string Question { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The last day on which the colleague can answer.</summary>
    public DateOnly UntilOn { get; init; }

    /// <summary>Null while there is none, and where none came.</summary>
    public string? Answer { get; init; }

    /// <summary>Null while it waits for an answer.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
