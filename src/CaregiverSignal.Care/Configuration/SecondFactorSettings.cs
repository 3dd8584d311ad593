namespace CaregiverSignal.Configuration;

/// <summary>Whether staff need a second factor.</summary>
public sealed record SecondFactorSettings(bool IsRequired);
