namespace CaregiverSignal.Answers;

/// <summary>The answers to one questionnaire in one check-in, with the versions that were shown.</summary>
/// <param name="Wording">The name of the wording that was shown; when it changed halfway, all names with a plus between
/// them.</param>
/// <param name="IsFinished">Nothing is added to it.</param>
/// <param name="SavedAt">When something was last answered in it; null while nothing is.</param>
public sealed record Response(
    long Id,
    long CaregiverId,
    long CheckInId,
    string Instrument,
    int Version,
    string Wording,
    string EnteredBy,
    DateOnly AnsweredOn,
    bool IsFinished,
    ResponseAnswers Answers,
    DateTimeOffset? SavedAt
)
{
    /// <summary>As it is with what is saved now.</summary>
    /// <param name="wording">The name of the wording that was shown.</param>
    internal Response With(
        string wording,
        ResponseAnswers answers,
        string enteredBy,
        DateOnly answeredOn,
        DateTimeOffset? savedAt
    )
    {
        var with = this with { Answers = answers, SavedAt = savedAt };
        return IsFinished
            ? with
            : with with
            {
                AnsweredOn = answeredOn,
                // A list to which the caregiver gave an answer is the caregiver's, whoever began it.
                EnteredBy = enteredBy == "caregiver" ? enteredBy : EnteredBy,
                Wording = Wording.Split('+').Contains(wording) ? Wording : $"{Wording}+{wording}",
            };
    }
}
