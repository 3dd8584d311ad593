using CaregiverSignal.People;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// The page behind a mail of ours: a pause, fewer check-ins or none, one step at a time; and a new link when the mail's
/// own is over.
/// </summary>
/// <param name="Step"><c>pauze</c>, <c>minder</c> or <c>stop</c>; empty for the three together.</param>
/// <param name="Status">The caregiver's state in the life cycle.</param>
/// <param name="Over">Why the link to the questions is over: <c>newer</c>, <c>done</c>; null behind a link that is
/// meant for this page.</param>
/// <param name="CanAskLink">Questions are open, and a new link to them can be mailed.</param>
/// <param name="HasError">The button was pressed without a choice.</param>
public sealed record WaysOutPageModel(
    SupportPointSettings Support,
    string Action,
    string Step,
    CaregiverStatus Status,
    string? Over,
    bool CanAskLink,
    bool HasError
)
{
    /// <summary>What they said behind a link that is over; null when they said nothing.</summary>
    public Unheard? Unheard { get; init; }

    /// <summary>Whether they are offered a call before all else, or were just promised one.</summary>
    public bool IsCallFirst => Unheard is { IsHeavy: true } or { Promise: not null };

    public const string Pause = "pauze";
    public const string LessOften = "minder";
    public const string Stop = "stop";

    /// <summary>Asks to be called: a page of its own, also for who stopped.</summary>
    public const string Call = "bellen";

    public static readonly IReadOnlyList<string> Steps = [Pause, LessOften, Stop];
}
