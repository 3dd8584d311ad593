namespace CaregiverSignal.Configuration;

public sealed record SecondFactorSettings(bool IsRequired);
