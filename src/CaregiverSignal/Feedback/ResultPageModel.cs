using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Charts;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Feedback;

/// <param name="Single">Questions that stand for themselves, with the answer chosen.</param>
/// <param name="Change">How it goes compared with before, one sentence or more; empty when nothing can be said.</param>
/// <param name="Level">How heavy it is, as staff are told; null where it is not.</param>
/// <param name="Heavy">Where it is heavy and no call is promised yet.</param>
/// <param name="SmallThing">Null at red: then the page has nothing that can wait.</param>
/// <param name="NextOn">When questions come again; null when none are planned.</param>
/// <param name="Wrote">They wrote something themselves, which somebody reads.</param>
/// <param name="Today">Days of another year are shown with it.</param>
/// <param name="Offered">How many questions may follow, if they like; 0 for none.</param>
public sealed record ResultPageModel(
    string? FirstName,
    string Coordinator,
    int Answered,
    IReadOnlyList<(string Question, string Answer)> Single,
    AnswersInWords Told,
    IReadOnlyList<string> Change,
    FigureModel Figure,
    Urgency? Level,
    HeavyWords? Heavy,
    string? SmallThing,
    PromiseWords? Promised,
    DateOnly? NextOn,
    bool Wrote,
    string OwnWords,
    DateOnly Today,
    int Offered,
    DateOnly? OfferedUntil
)
{
    /// <summary>The most characters of their own words in view (our choice: two lines); longer words are folded.</summary>
    public const int MostInView = 60;

    private const int MostNamed = 3;

    public bool IsRed => Level == Urgency.Red;

    /// <summary>"uw slaap, geld en uw werk": at most three; the rest is left out.</summary>
    public static string Listed(IReadOnlyList<string> things) => Texts.And([.. things.Take(MostNamed)]);
}
