using CaregiverSignal.Answers.Form;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.OnVisit;

/// <summary>One page of questions, for two people at one screen.</summary>
public sealed record BesidePageModel(SupportPointSettings Support, BesidePages All, FormPage Page)
{
    public int Step => All.StepOf(Page);

    public bool IsAlone => Page.Items.Count == 1;

    /// <summary>The page before; null on the first.</summary>
    public string? Back =>
        All.Pages.LastOrDefault(page => page.Number < Page.Number) is { } before
            ? BesideEndpoints.PathOf(before.Number)
            : null;
}

/// <summary>The last page of a visit: whether help helps, own words, and whether to phone.</summary>
/// <param name="Help">The help that they are asked about; null for none.</param>
/// <param name="Helped">What was chosen before the page had to be shown again.</param>
/// <param name="IsEmpty">It was sent, and nothing was filled in.</param>
public sealed record BesideLastPageModel(
    SupportPointSettings Support,
    string Coordinator,
    BesidePages All,
    ArrangedHelp? Help,
    HelpVerdict? Helped,
    IReadOnlyList<DateOnly> CallDays,
    LastAnswers Given,
    bool IsEmpty
)
{
    public bool IsTooLong => Given.TooMany > 0;

    /// <summary>The last page with questions; null where there is none.</summary>
    public string? Back => All.Pages.Count > 0 ? BesideEndpoints.PathOf(All.Pages[^1].Number) : null;
}

/// <summary>The page on which the caregiver gives the screen back.</summary>
/// <param name="Name">To whom; null where the visit is over.</param>
/// <param name="MayGoOn">Whether there are questions left to go on with.</param>
public sealed record GiveBackPageModel(SupportPointSettings Support, string? Name, bool MayGoOn);
