namespace CaregiverSignal.Staff;

/// <summary>Marks an endpoint for which somebody has to have shown just now who they are.</summary>
/// <param name="BackTo">The page they come back to; null for the endpoint's own.</param>
public sealed record FreshSignIn(string? BackTo);
