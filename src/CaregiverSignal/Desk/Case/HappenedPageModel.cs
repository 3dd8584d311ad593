using CaregiverSignal.Answers.Leaving;

namespace CaregiverSignal.Desk.Case;

/// <summary>The page on which a coordinator notes that something changed.</summary>
public sealed record HappenedPageModel(StaffShell Shell, long CaregiverId, string Name, ChangeForm Given);
