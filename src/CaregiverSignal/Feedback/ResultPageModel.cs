using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Feedback;

public sealed record ResultPageModel
{
    public required string? FirstName { get; init; }

    public required string Coordinator { get; init; }

    public required int Answered { get; init; }

    /// <summary>How many were not; 0 when the change sentence says it already.</summary>
    public required int Skipped { get; init; }

    /// <summary>Questions that stand for themselves, with the answer chosen.</summary>
    public required IReadOnlyList<(string Question, string Answer)> Single { get; init; }

    public required AnswersInWords Told { get; init; }

    /// <summary>How it goes compared with before, one sentence or more; empty when nothing can be said.</summary>
    public required IReadOnlyList<string> Change { get; init; }

    public required FigureModel Figure { get; init; }

    public required Weight Weight { get; init; }

    /// <summary>Null when it goes badly: then the page has nothing that can wait.</summary>
    public required string? SmallThing { get; init; }

    public PromiseWords? Promised { get; init; }

    public required CallWish? CallMe { get; init; }

    /// <summary>When questions come again; null when none are planned.</summary>
    public required DateOnly? NextOn { get; init; }

    /// <summary>They wrote something themselves, which somebody reads.</summary>
    public bool Wrote { get; init; }

    public string OwnWords { get; init; } = "";

    /// <summary>The most characters of it in view (our choice: two lines); longer words are folded.</summary>
    public const int MostInView = 60;

    /// <summary>Days of another year are shown with it.</summary>
    public DateOnly Today { get; init; }

    /// <summary>How many questions may follow, if they like; 0 for none.</summary>
    public int Offered { get; init; }

    public DateOnly? OfferedUntil { get; init; }

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
