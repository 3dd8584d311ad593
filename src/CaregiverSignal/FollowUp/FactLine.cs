namespace CaregiverSignal.FollowUp;

public sealed record FactLine(string Label, string Value);
