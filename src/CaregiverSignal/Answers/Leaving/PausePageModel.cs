using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <param name="Action">Where it is sent.</param>
/// <param name="IsPaused">There is a pause, which can be ended here.</param>
/// <param name="HasError">The button was pressed without a choice.</param>
public sealed record PausePageModel(SupportPointSettings Support, string Action, bool IsPaused, bool HasError);

/// <param name="Action">Where it is sent.</param>
/// <param name="PausePath">The page to pause instead.</param>
public sealed record StopPageModel(SupportPointSettings Support, string Action, string PausePath);

/// <summary>The page after somebody stopped, as long as they can still undo it themselves.</summary>
/// <param name="UndoUntil">The last day on which they can.</param>
/// <param name="WasAftercare">They ended aftercare: nobody has to call about it.</param>
public sealed record StoppedPageModel(
    SupportPointSettings Support,
    string Action,
    DateOnly UndoUntil,
    bool WasAftercare
);
