namespace CaregiverSignal.CheckIns;

/// <summary>Which instrument is asked how often, and how long a check-in may be answered.</summary>
public sealed record Plan(int WindowDays, int ReminderAfterDays, IReadOnlyList<PlannedInstrument> Instruments);

/// <summary>An instrument and the months between two times of asking it.</summary>
public sealed record PlannedInstrument(string Key, int EveryMonths);
