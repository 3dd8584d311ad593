namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>A word in a box; the strong ones have a thicker edge as well.</summary>
public sealed record Tag(string Word, bool IsStrong);
