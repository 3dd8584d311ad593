namespace CaregiverSignal.Pages.ForCoordinators.Figures;

/// <summary>A table of <c>_Numbers.cshtml</c>.</summary>
public sealed record NumberTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<NumberRow> Rows);

public sealed record NumberRow(string Name, params IReadOnlyList<string> Cells);
