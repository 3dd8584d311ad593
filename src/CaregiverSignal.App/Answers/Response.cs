namespace CaregiverSignal.Answers;

/// <summary>The answers to one questionnaire in one check-in, with the versions that were shown.</summary>
/// <param name="Wording">The name of the wording that was shown; when it changed halfway, all names with a plus between
/// them.</param>
public sealed record Response(
    long Id,
    long CaregiverId,
    long CheckInId,
    string Instrument,
    int Version,
    string Wording,
    string EnteredBy,
    DateOnly AnsweredOn
);
