using CaregiverSignal.Configuration;

namespace CaregiverSignal.Answers;

/// <param name="HasError">The button was pressed without a choice.</param>
public sealed record PausePageModel(SupportPointSettings Support, bool HasError);

public sealed record StopPageModel(SupportPointSettings Support);

/// <param name="Status">The caregiver's state in the life cycle.</param>
/// <param name="HasError">The button was pressed without a choice.</param>
public sealed record PauseLinkPageModel(SupportPointSettings Support, string Action, string Status, bool HasError = false);
