using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers.Landing;

/// <summary>What was sent from the one page.</summary>
/// <param name="IsHasty">
/// Sent sooner than a person reads a page that a link opened with an answer chosen.
/// </param>
public sealed record PageAnswers(IReadOnlyList<ListAnswers> Answers, LastAnswers Last, bool IsHasty)
{
    /// <summary>Why it cannot be sent; null when it can. A "not now" alone says nothing.</summary>
    public string? Fault =>
        Last.Error is not null ? "TooLong"
        : IsHasty ? "Again"
        : Answers.Any(list => list.Values.Count > 0)
        || Last.Words.Length > 0
        || Last.CallMe == CallWish.Yes
        || Last.Helped is not null
            ? null
        : "Nothing";

    public int? In(FormPage page) =>
        Answers
            .Where(list => list.Instrument.Key == page.Instrument.Key)
            .Select(list => list.Values.GetValueOrDefault(page.Items[0].Key))
            .FirstOrDefault(code => code is not null);

    public bool LosesNothing(IReadOnlyList<Answer> stored) =>
        Last.Helped is null && Answers.All(list => list.IsIn(stored));

    public bool IsStoredIn(CheckIn checkIn, IReadOnlyList<Answer> stored) =>
        Fault is null
        && Last.HasWordsIn(checkIn)
        && checkIn.CallMe == Last.CallMe
        && Answers.All(list =>
            list.Values.Keys.Concat(list.Blank)
                .All(item =>
                    stored
                        .FirstOrDefault(answer => answer.Instrument == list.Instrument.Key && answer.Item == item)
                        ?.Value == list.Values.GetValueOrDefault(item)
                )
        );
}
