using System.Data;
using System.Globalization;
using System.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace CaregiverSignal.Files;

/// <summary>
/// A list as somebody sees it, to take along: as CSV or as a spreadsheet, and never with a formula in it.
/// </summary>
/// <param name="Name">Of the file, and of the sheet in it: small letters, digits and hyphens.</param>
/// <param name="Columns">Each name once.</param>
public sealed record ListFile(string Name, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows)
{
    public const string Csv = "csv",
        Xlsx = "xlsx";

    /// <summary>Of the one kind or the other, by the end of its name.</summary>
    public static string? TypeOf(string? form) =>
        form switch
        {
            Csv => "text/csv",
            Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => null,
        };

    public byte[] As(string form) =>
        form == Xlsx ? Workbook([this]) : [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text(';'))];

    /// <summary>As CSV.</summary>
    /// <param name="separator">A semicolon for a Dutch spreadsheet, which then opens it by itself.</param>
    public string Text(char separator = ',')
    {
        var text = new StringBuilder();
        foreach (var row in Rows.Prepend(Columns))
            text.AppendJoin(separator, row.Select(cell => TableFile.Cell(Written(cell), separator))).Append("\r\n");
        return text.ToString();
    }

    /// <summary>A workbook with a sheet for each list.</summary>
    public static byte[] Workbook(IEnumerable<ListFile> lists)
    {
        using var file = new MemoryStream();
        file.SaveAs(
            lists.ToDictionary(list => list.SheetName, object (list) => list.Table()),
            configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None, AutoFilter = false }
        );
        return file.ToArray();
    }

    /// <summary>A spreadsheet takes no longer name.</summary>
    private string SheetName => Name.Length > 31 ? Name[..31] : Name;

    private DataTable Table()
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in Columns)
            table.Columns.Add(column, typeof(object));
        foreach (var row in Rows)
            table.Rows.Add([.. row.Select(cell => cell is string text ? Inert(text) : cell ?? "")]);
        return table;
    }

    /// <summary>The library makes a formula of what begins with "$=".</summary>
    private static string Inert(string text) =>
        text.StartsWith("$=", StringComparison.Ordinal) ? "'" + text : SpreadsheetCell.Guarded(text);

    private static string Written(object? cell) =>
        cell switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
        };
}
