using CaregiverSignal.Trends;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>What a caregiver sees after sending: their own result in words, then as charts.</summary>
/// <param name="Answered">How many questions were answered.</param>
/// <param name="Skipped">How many were not; 0 when the change sentence says it already.</param>
/// <param name="Single">Questions that stand for themselves, with the answer chosen.</param>
/// <param name="Change">How it goes compared with before, one sentence or more; empty when nothing can be said.</param>
/// <param name="NextOn">When questions come again; null when none are planned.</param>
public sealed record ResultPageModel(
    SupportPointSettings Support,
    string? FirstName,
    string Coordinator,
    int Answered,
    int Skipped,
    IReadOnlyList<(string Question, string Answer)> Single,
    ToldInWords Told,
    IReadOnlyList<string> Change,
    IReadOnlyList<ChartModel> Charts,
    string? CallMe,
    DateOnly? NextOn
)
{
    /// <summary>They wrote something themselves, which somebody reads.</summary>
    public bool Wrote { get; init; }

    /// <summary>
    /// What they may choose, or just chose, about how often: <c>sooner</c>, <c>less</c>, or one of these with
    /// <c>-done</c>; null for nothing.
    /// </summary>
    public string? HowOften { get; init; }

    /// <summary>Something may come before <see cref="NextOn"/>.</summary>
    public bool MayComeSooner { get; init; }

    private const int MostNamed = 3;

    /// <summary>"uw slaap, geld en uw werk": three at most; the rest is left unsaid.</summary>
    public static string Listed(IReadOnlyList<string> things)
    {
        var named = things.Take(MostNamed).ToList();
        return named.Count == 1 ? named[0] : $"{string.Join(", ", named.SkipLast(1))} en {named[^1]}";
    }

    /// <summary>The key of a sentence that says whether these are all.</summary>
    public static string KeyOf(string key, IReadOnlyList<string> things) =>
        things.Count > MostNamed ? key + ".Some" : key;
}
