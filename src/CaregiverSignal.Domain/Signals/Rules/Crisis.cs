namespace CaregiverSignal.Signals.Rules;

/// <summary>The person cared for was admitted because care at home could not go on (C-08).</summary>
public sealed class Crisis() : WarningSign("crisis", SignalKind.Event, ObservationKind.Crisis);
