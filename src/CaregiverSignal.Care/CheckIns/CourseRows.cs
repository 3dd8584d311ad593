using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>A caregiver's stored course, read once for everybody who needs it.</summary>
/// <param name="CheckIns">All, oldest first.</param>
/// <param name="Events">All, in order of time.</param>
public sealed record CourseRows(Caregiver Caregiver, IReadOnlyList<CheckIn> CheckIns, IReadOnlyList<CareEvent> Events);
