namespace CaregiverSignal.Cli;

/// <summary>One row of a table, with its columns by name.</summary>
public sealed class CsvRow
{
    private readonly CsvTable table;
    private readonly string[] cells;

    internal CsvRow(CsvTable table, int number, string[] cells)
    {
        this.table = table;
        Number = number;
        this.cells = cells;
    }

    /// <summary>As a spreadsheet counts: the header is row 1.</summary>
    public int Number { get; }

    /// <summary>The cell without the blanks around it; empty when it is, or when the file leaves this optional column out.</summary>
    public string this[string column] => table.IndexOf(column) is var n and >= 0 ? cells[n].Trim() : "";

    /// <summary>A fault in this row's column; the message names the value and what is allowed.</summary>
    public Fault Wrong(string column, string message) => new(table.Name, $"row {Number}, column {column}", message);
}
