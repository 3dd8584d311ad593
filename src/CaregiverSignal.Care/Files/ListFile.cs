using System.Globalization;
using System.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace CaregiverSignal.Files;

/// <summary>A list as shown to a reader, for download as CSV or as a spreadsheet, never containing a formula.</summary>
/// <param name="Name">The name of the sheet, in the reader's language.</param>
/// <param name="Columns">Each name once.</param>
public sealed record ListFile(string Name, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows)
{
    public const string Csv = "csv",
        Xlsx = "xlsx";

    /// <summary>The media type of a format, by its file extension.</summary>
    public static string? TypeOf(string? form) =>
        form switch
        {
            Csv => "text/csv",
            Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => null,
        };

    public async Task<byte[]> AsAsync(string form) =>
        form == Xlsx
            ? await WorkbookAsync([this])
            : [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text(';'))];

    /// <param name="separator">A semicolon for a Dutch spreadsheet program, which then opens it directly.</param>
    public string Text(char separator = ',')
    {
        var text = new StringBuilder();
        foreach (var row in Rows.Prepend(Columns))
            text.AppendJoin(separator, row.Select(cell => TableFile.Cell(Written(cell), separator))).Append("\r\n");
        return text.ToString();
    }

    public static async Task<byte[]> WorkbookAsync(IReadOnlyCollection<ListFile> lists)
    {
        using var file = new MemoryStream();
        // Some readers find a cell only by its reference.
        var options = new SpreadCheetahOptions { WriteCellReferenceAttributes = true, PreserveStringWhitespace = true };
        await using var book = await Spreadsheet.CreateNewAsync(file, options);
        var heading = book.AddStyle(new Style { Font = { Bold = true } });
        var day = book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.ShortDate) });
        foreach (var (place, list) in lists.Index())
        {
            List<IReadOnlyList<object?>> rows = [.. list.Rows];
            var last = SpreadsheetUtility.GetColumnName(list.Columns.Count);
            var sheet = new WorksheetOptions { FrozenRows = 1, AutoFilter = new($"A1:{last}{rows.Count + 1}") };
            for (var column = 0; column < list.Columns.Count; column++)
                sheet.Column(column + 1).Width = WidthOf(rows.Prepend(list.Columns), column);
            await book.StartWorksheetAsync(list.SheetName(lists.Count == 1 ? "" : $"{place + 1}. "), sheet);
            await book.AddHeaderRowAsync(list.Columns.ToArray(), heading);
            foreach (var row in rows)
                await book.AddRowAsync(row.Select(CellOf).ToArray());
        }

        await book.FinishAsync();
        return file.ToArray();

        Cell CellOf(object? value) =>
            value switch
            {
                null => new(default(string)),
                // Not a formula here, but it would become one when somebody edits the cell or saves as CSV. XML does
                // not allow two characters.
                string text => new(SpreadsheetCell.Guarded(text).Replace('\uFFFE', '?').Replace('\uFFFF', '?')),
                DateOnly date => new(date.ToDateTime(default), day),
                DateTime at => new(at),
                _ => new(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            };
    }

    /// <summary>In characters, as wide as the longest cell and the filter's arrow, but no wider than a
    /// sentence.</summary>
    private static int WidthOf(IEnumerable<IReadOnlyList<object?>> rows, int column) =>
        Math.Clamp(rows.Max(row => Written(row.ElementAtOrDefault(column)).Length) + 3, 8, 60);

    /// <summary>At most 31 characters, without those forbidden in sheet names; a number distinguishes equal
    /// names.</summary>
    private string SheetName(string number)
    {
        var name = number + string.Concat(Name.Where(sign => !"[]:*?/\\'".Contains(sign, StringComparison.Ordinal)));
        return name.Length > 31 ? name[..30].TrimEnd() + "…" : name;
    }

    private static string Written(object? cell) =>
        cell switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
        };
}
