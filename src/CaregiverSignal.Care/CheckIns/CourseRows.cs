using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>What is stored of one caregiver's course, read once for all who need it.</summary>
/// <param name="CheckIns">All, oldest first.</param>
/// <param name="Events">All, in order of time.</param>
public sealed record CourseRows(Caregiver Caregiver, IReadOnlyList<CheckIn> CheckIns, IReadOnlyList<CareEvent> Events);
