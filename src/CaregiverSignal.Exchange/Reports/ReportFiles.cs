using CaregiverSignal.Files;

namespace CaregiverSignal.Reports;

public static class ReportFiles
{
    private const int PictureWidth = 680;

    /// <summary>Such as "municipality-ede-2026" or "team-zuid-2026-08".</summary>
    public static string NameOf(Report report) =>
        string.Join('-', report.IsOfMunicipality ? "municipality" : "team", SlugOf(report.Of), report.Period.Code);

    /// <summary>All tables below each other, in fixed columns.</summary>
    public static ListFile Csv(Report report) =>
        new(
            NameOf(report),
            ["table", "row", "column", "now", "before"],
            report.Tables.SelectMany(table =>
                table.All.SelectMany(row =>
                    table
                        .Columns.Zip(row.Cells)
                        .Select(cell => (IReadOnlyList<object?>)[table.Shape.Key, row.Key, cell.First, cell.Second, ""])
                        .Append([table.Shape.Key, row.Key, "all", row.Sum, table.HasBefore ? row.Before : ""])
                )
            )
        );

    public static Task<byte[]> WorkbookAsync(Report report) =>
        ListFile.WorkbookAsync([
            .. report.Tables.Select(table => new ListFile(
                ReportWords.TableName(table.Shape),
                [ReportWords.Of("What"), .. ReportWords.Columns(table)],
                table.All.Select(row =>
                    (IReadOnlyList<object?>)
                        [ReportWords.Row(table.Shape, row.Key), .. table.Told(row).Select(number => (object?)number)]
                )
            )),
        ]);

    public static IEnumerable<(string Name, byte[] Png)> Pictures(Report report, string name) =>
        report
            .Tables.Where(table => table is { IsEmpty: false, Rows.Count: > 0 })
            .Select(table => ($"{name}-{table.Shape.Key}.png", ReportDrawing.Png(report, table, PictureWidth)));

    private static string SlugOf(string name) =>
        string.Concat(NormalizedText.Of(name).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')).Trim('-');
}
