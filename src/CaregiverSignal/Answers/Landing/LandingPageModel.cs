using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Landing;

public sealed record LandingPageModel
{
    public required SupportPointSettings Support { get; init; }

    public required string Action { get; init; }

    public required string Coordinator { get; init; }

    public required int Questions { get; init; }

    /// <summary>The page to go on at; 1 when nothing was saved yet.</summary>
    public required int Next { get; init; }

    /// <summary>All pages of the form, the last one with own words included.</summary>
    public required int Steps { get; init; }

    /// <summary>The last day on which it can be answered.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>They asked for no mail for a while; the questions can be answered all the same.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Asked between two of the plan.</summary>
    public bool InBetween { get; init; }

    // Eight seconds a question: our guess for an unhurried reader, until real times are known.
    private const int SecondsEach = 8;

    public int Minutes => Math.Max(1, ((Questions * SecondsEach) + 59) / 60);
}
