using CaregiverSignal.Trends;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>The page that a caregiver sees after sending: their own result in words, then as charts.</summary>
/// <param name="Answered">How many questions were answered.</param>
/// <param name="Skipped">How many were not; 0 when the sentence about the change already says it.</param>
/// <param name="Single">Questions that are shown with the answer that was chosen.</param>
/// <param name="Change">How it compares with before, in one sentence or more; empty when nothing can be said.</param>
/// <param name="NextOn">When the next questions come; null when none are planned.</param>
public sealed record ResultPageModel(
    SupportPointSettings Support,
    string? FirstName,
    string Coordinator,
    int Answered,
    int Skipped,
    IReadOnlyList<(string Question, string Answer)> Single,
    AnswersInWords Told,
    IReadOnlyList<string> Change,
    IReadOnlyList<ChartModel> Charts,
    string? CallMe,
    DateOnly? NextOn
)
{
    /// <summary>Whether they wrote something in their own words, which staff will read.</summary>
    public bool Wrote { get; init; }

    /// <summary>
    /// What they may choose, or just chose, about how often they are asked: <c>sooner</c>, <c>less</c>, or one of these
    /// with <c>-done</c>; null for nothing.
    /// </summary>
    public string? HowOften { get; init; }

    /// <summary>Whether a check-in may come before <see cref="NextOn"/>.</summary>
    public bool MayComeSooner { get; init; }

    private const int MostNamed = 3;

    /// <summary>"uw slaap, geld en uw werk": at most three; the rest is left out.</summary>
    public static string Listed(IReadOnlyList<string> things)
    {
        var named = things.Take(MostNamed).ToList();
        return named.Count == 1 ? named[0] : $"{string.Join(", ", named.SkipLast(1))} en {named[^1]}";
    }

    /// <summary>The key of the sentence for a list that is complete, or for one that is not.</summary>
    public static string KeyOf(string key, IReadOnlyList<string> things) =>
        things.Count > MostNamed ? key + ".Some" : key;
}
