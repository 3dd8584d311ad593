using CaregiverSignal.Web.Pages;

namespace CaregiverSignal.Web;

/// <summary>A button that was pressed too soon, with what it sends.</summary>
/// <param name="Action">Where it goes.</param>
public sealed record PressAgainPage(string Action, IReadOnlyList<(string Name, string Value)> Fields) : Shown;
