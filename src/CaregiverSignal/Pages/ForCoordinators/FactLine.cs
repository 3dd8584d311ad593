namespace CaregiverSignal.Pages.ForCoordinators;

/// <param name="Way">Where it is changed, and what the link says; null where the page has no such link.</param>
public sealed record FactLine(string Label, string Value, (string Text, string Path)? Way = null);
