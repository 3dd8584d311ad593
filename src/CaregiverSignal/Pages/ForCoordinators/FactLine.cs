namespace CaregiverSignal.Pages.ForCoordinators;

/// <param name="Way">The link to change it, with its text; null if the page has none.</param>
public sealed record FactLine(string Label, string Value, (string Text, string Path)? Way = null);
