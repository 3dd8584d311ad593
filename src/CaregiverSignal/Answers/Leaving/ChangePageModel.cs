using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>The page on which a caregiver tells that something changed.</summary>
/// <param name="ReadBy">The last day on which somebody reads it.</param>
/// <param name="Action">The address that it is sent to.</param>
public sealed record ChangePageModel(
    SupportPointSettings Support,
    string Coordinator,
    DateOnly ReadBy,
    string Action,
    ChangeForm Given
);

/// <summary>The page that says what was told, who reads it and when, and whom to call meanwhile.</summary>
/// <param name="TakeBack">The events that can be taken back from here.</param>
/// <param name="EndsQuestions">They are asked nothing any more.</param>
public sealed record ChangedPageModel(
    SupportPointSettings Support,
    string Coordinator,
    DateOnly ReadBy,
    TellChange.Place Place,
    ChangeForm Given,
    IReadOnlyList<long> TakeBack,
    bool EndsQuestions
);
