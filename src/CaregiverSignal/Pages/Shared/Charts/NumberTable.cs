namespace CaregiverSignal.Pages.Shared.Charts;

public sealed record NumberTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<NumberRow> Rows)
{
    public const string Partial = "/Pages/Shared/Charts/_Numbers.cshtml";
}

public sealed record NumberRow(string Name, params IReadOnlyList<string> Cells);
