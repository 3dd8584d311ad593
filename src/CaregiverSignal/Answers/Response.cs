namespace CaregiverSignal.Answers;

/// <summary>One questionnaire of one check-in, with the versions it was answered in.</summary>
public sealed record Response
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public long CheckInId { get; init; }

    public string Instrument { get; init; } = "";

    public int Version { get; init; }

    /// <summary>
    /// The name of the words that were asked; more, with a plus between them, when they were changed halfway.
    /// </summary>
    public string Wording { get; init; } = "";

    public string EnteredBy { get; init; } = "";

    public DateOnly AnsweredOn { get; init; }
}
