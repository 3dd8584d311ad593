namespace CaregiverSignal.People;

/// <summary>
/// From a day on, that day included, somebody is <c>active</c>, <c>paused</c>, in <c>aftercare</c> or has <c>ended</c>.
/// </summary>
public sealed record LifeStep(DateOnly Day, CaregiverStatus Status);
