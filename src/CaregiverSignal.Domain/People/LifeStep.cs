namespace CaregiverSignal.People;

/// <summary>A caregiver's state from a day on, that day included.</summary>
public sealed record LifeStep(DateOnly Day, CaregiverStatus Status);
