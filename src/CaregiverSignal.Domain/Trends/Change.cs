namespace CaregiverSignal.Trends;

/// <summary>A difference between two measurements, compared with what chance alone would cause, in points of the
/// scale.</summary>
/// <param name="Sdiff">The standard error of the difference.</param>
/// <param name="Rci">Jacobson and Truax's reliable change index; its sign is that of the difference.</param>
/// <param name="SmallestDetectable">A difference above this is reliable.</param>
public sealed record Change(double Difference, double Sdiff, double Rci, bool Reliable, double SmallestDetectable);
