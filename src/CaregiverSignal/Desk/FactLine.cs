namespace CaregiverSignal.Desk;

public sealed record FactLine(string Label, string Value);
