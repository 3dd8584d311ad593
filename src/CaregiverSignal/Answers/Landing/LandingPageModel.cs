using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Landing;

/// <param name="Next">The page to go on at; 1 when nothing was saved yet.</param>
/// <param name="Steps">All pages of the form, the last one with own words included.</param>
/// <param name="IsPaused">They asked for no mail for a while; the questions can be answered all the same.</param>
/// <param name="LastDay">The last day on which it can be answered.</param>
public sealed record LandingPageModel(
    SupportPointSettings Support,
    string Action,
    string Coordinator,
    int Questions,
    int Next,
    int Steps,
    DateOnly LastDay,
    bool IsPaused
)
{
    /// <summary>Asked between two of the plan.</summary>
    public bool InBetween { get; init; }

    // Eight seconds a question: our guess for an unhurried reader, until real times are known.
    private const int SecondsEach = 8;

    public int Minutes => Math.Max(1, ((Questions * SecondsEach) + 59) / 60);
}
