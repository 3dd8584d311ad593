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
            report.Tables.SelectMany(pair =>
                pair.Table.All.SelectMany(row =>
                    pair.Table.Columns.Zip(row.Cells)
                        .Select(cell =>
                            (IReadOnlyList<object?>)[pair.Table.Shape.Key, row.Key, cell.First, cell.Second, ""]
                        )
                        .Append([pair.Table.Shape.Key, row.Key, "all", row.Sum, pair.Table.HasBefore ? row.Before : ""])
                )
            )
        );

    /// <summary>A sheet for each table, with the words of the page.</summary>
    public static byte[] Workbook(Report report) =>
        ListFile.Workbook(
            report.Tables.Select(pair => new ListFile(
                pair.Table.Shape.Key,
                [ReportWords.Of("What"), .. ReportWords.Columns(pair.Table)],
                pair.Table.All.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            ReportWords.Row(pair.Table.Shape, row.Key),
                            .. pair.Table.Told(row).Select(number => (object?)number),
                        ]
                )
            ))
        );

    /// <param name="name">What the names of the files begin with.</param>
    public static IEnumerable<(string Name, byte[] Png)> Pictures(Report report, string name) =>
        report
            .Tables.Where(pair => pair.Table is { IsEmpty: false, Rows.Count: > 0 })
            .Select(pair =>
                ($"{name}-{pair.Table.Shape.Key}.png", ReportDrawing.Png(report, pair.Part, pair.Table, PictureWidth))
            );

    private static string SlugOf(string name) =>
        string.Concat(NormalizedText.Of(name).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')).Trim('-');
}
