namespace CaregiverSignal.Web;

public sealed record PressAgainPage(string Action, IReadOnlyList<(string Name, string Value)> Fields) : Shown;
