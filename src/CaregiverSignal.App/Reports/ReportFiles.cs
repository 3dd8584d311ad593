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
            report.Tables.SelectMany(one =>
                one.Table.All.SelectMany(row =>
                    one.Table.Shape.Columns.Zip(row.Cells)
                        .Select(cell =>
                            (IReadOnlyList<object?>)
                                [one.Table.Shape.Key, row.Key, cell.First, Told(cell.Second, one.Table.Parts), ""]
                        )
                        .Append([
                            one.Table.Shape.Key,
                            row.Key,
                            "all",
                            Told(row.Sum, one.Table.Columns),
                            one.Table.HasBefore ? Told(row.Before, one.Table.Columns) : "",
                        ])
                )
            )
        );

    /// <summary>A sheet for each table, with the words of the page.</summary>
    public static byte[] Workbook(Report report) =>
        ListFile.Workbook(
            report.Tables.Select(one => new ListFile(
                one.Table.Shape.Key,
                [ReportWords.Of("What"), .. ReportWords.Columns(one.Table)],
                one.Table.All.Select(row =>
                    (IReadOnlyList<object?>)[ReportWords.Row(one.Table.Shape, row.Key), .. Cells(one.Table, row)]
                )
            ))
        );

    /// <param name="name">What the names of the files begin with.</param>
    public static IEnumerable<(string Name, byte[] Png)> Pictures(Report report, string name) =>
        report
            .Tables.Where(one => !one.Table.IsEmpty)
            .Select(one =>
                ($"{name}-{one.Table.Shape.Key}.png", ReportDrawing.Png(report, one.Part, one.Table, PictureWidth))
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
