namespace CaregiverSignal.Enrolments;

/// <param name="IsOpen">Whether people may enrol themselves; otherwise the page says whom to call.</param>
public sealed record EnrolmentSettings(bool IsOpen);
