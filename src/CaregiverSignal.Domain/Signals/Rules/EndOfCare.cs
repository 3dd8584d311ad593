namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// Care at home has ended with an admission or a death that was not entered by the coordinator: just then contacts fall
/// away (C-01).
/// </summary>
public sealed class EndOfCare() : WarningSign("end-of-care", SignalKind.Event, ObservationKind.EndOfCare);
