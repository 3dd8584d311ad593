using ExcelDataReader;

namespace CaregiverSignal.Tests;

/// <summary>A workbook of ours as a library of others reads it.</summary>
public static class Workbooks
{
    public static IReadOnlyList<(string Name, IReadOnlyList<double> Widths, IReadOnlyList<object?[]> Rows)> Sheets(
        byte[] workbook
    )
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(workbook));
        var sheets = new List<(string, IReadOnlyList<double>, IReadOnlyList<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetColumnWidth)], rows));
        } while (reader.NextResult());

        return sheets;
    }
}
