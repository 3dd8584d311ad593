namespace CaregiverSignal.Staff;

/// <summary>Marks the addresses that need a coordinator; a test walks all of them.</summary>
public sealed class StaffOnly;
