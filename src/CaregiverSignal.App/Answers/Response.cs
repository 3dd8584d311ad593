namespace CaregiverSignal.Answers;

/// <summary>The answers to one questionnaire in one check-in, with the versions that were shown.</summary>
public sealed record Response
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public long CheckInId { get; init; }

    public string Instrument { get; init; } = "";

    public int Version { get; init; }

    /// <summary>
    /// The name of the wording that was shown; when it changed halfway, all names with a plus between them.
    /// </summary>
    public string Wording { get; init; } = "";

    public string EnteredBy { get; init; } = "";

    public DateOnly AnsweredOn { get; init; }
}
