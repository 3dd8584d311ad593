using CaregiverSignal.Files;

namespace CaregiverSignal.Reports;

/// <summary>A report as files beside its page: CSV, a workbook and pictures.</summary>
public static class ReportFiles
{
    private const int PictureWidth = 680;

    /// <summary>"municipality-ede-2026", "team-zuid-2026-08".</summary>
    public static string NameOf(Report report) =>
        string.Join('-', report.IsOfMunicipality ? "municipality" : "team", SlugOf(report.Of), report.Period.Code);

    /// <summary>All tables below each other, in columns that do not change.</summary>
    public static ListFile Csv(Report report) =>
        new(
            NameOf(report),
            ["table", "row", "column", "now", "before"],
            report.Tables.SelectMany(table =>
                table.Table.All.SelectMany(row =>
                    table
                        .Table.Shape.Columns.Zip(row.Cells)
                        .Select(cell =>
                            (IReadOnlyList<object?>)
                                [table.Table.Shape.Key, row.Key, cell.First, Told(cell.Second, table.Table.Parts), ""]
                        )
                        .Append([
                            table.Table.Shape.Key,
                            row.Key,
                            "all",
                            Told(row.Sum, table.Table.Columns),
                            table.Table.HasBefore ? Told(row.Before, table.Table.Columns) : "",
                        ])
                )
            )
        );

    /// <summary>A sheet for each table, with the words of the page.</summary>
    public static byte[] Workbook(Report report) =>
        ListFile.Workbook(
            report.Tables.Select(table => new ListFile(
                ReportWords.TableName(table.Table.Shape),
                [ReportWords.Of("What"), .. ReportWords.Columns(table.Table)],
                table.Table.All.Select(row =>
                    (IReadOnlyList<object?>)[ReportWords.Row(table.Table.Shape, row.Key), .. Cells(table.Table, row)]
                )
            ))
        );

    /// <param name="name">What the names of the files begin with.</param>
    public static IEnumerable<(string Name, byte[] Png)> Pictures(Report report, string name) =>
        report
            .Tables.Where(table => !table.Table.IsEmpty && !table.Table.HidesNumbers)
            .Select(pair =>
                ($"{name}-{pair.Table.Shape.Key}.png", ReportDrawing.Png(report, pair.Part, pair.Table, PictureWidth))
            );

    /// <summary>Numbers as numbers, so that a spreadsheet can draw them; the others in words.</summary>
    private static IEnumerable<object?> Cells(ReportTable table, ReportRow row) =>
        table
            .Told(row)
            .Select(told => told.Number == 0 ? (object)ReportWords.Number(told.Number, told.Columns) : told.Number);

    /// <summary>"&lt;5" where there is no number to tell.</summary>
    private static object Told(long number, int columns) => number == 0 ? $"<{ReportTable.FewerThan(columns)}" : number;

    private static string SlugOf(string name) =>
        string.Concat(NormalizedText.Of(name).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')).Trim('-');
}
