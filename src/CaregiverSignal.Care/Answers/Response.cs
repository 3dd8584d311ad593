namespace CaregiverSignal.Answers;

/// <summary>The answers to one questionnaire in one check-in, with the versions that were shown.</summary>
/// <param name="Wording">The name of the wording shown; if it changed halfway, all names joined by a plus.</param>
/// <param name="IsFinished">Whether nothing will be added.</param>
/// <param name="SavedAt">When something was last answered; null without any answer.</param>
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
    /// <summary>With what is saved now.</summary>
    /// <param name="wording">The name of the wording shown.</param>
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
                // A list with an answer by the caregiver is the caregiver's, whoever began it.
                EnteredBy = enteredBy == "caregiver" ? enteredBy : EnteredBy,
                Wording = Wording.Split('+').Contains(wording) ? Wording : $"{Wording}+{wording}",
            };
    }
}
