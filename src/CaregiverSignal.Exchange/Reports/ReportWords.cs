using CaregiverSignal.Referrals;

namespace CaregiverSignal.Reports;

public static class ReportWords
{
    internal static readonly Texts Texts = Texts.Of(typeof(ReportWords));

    public static string Of(string key, params (string Name, string Value)[] values) => Texts[key, values];

    public static string Title(Report report) =>
        Texts[
            report.IsOfMunicipality ? "Title.Municipality" : "Title.Team",
            ("wie", DisplayText.Visible(report.Of)),
            ("wanneer", report.Period.Name)
        ];

    public static string TableName(TableShape shape) => Texts[shape.Key];

    public static string? Note(TableShape shape) => Texts.Has(shape.Key + ".Note") ? Texts[shape.Key + ".Note"] : null;

    public static string Column(string column) => Texts["Column." + column];

    /// <summary>The columns by name, the sum of several, and the period before if present.</summary>
    public static IReadOnlyList<string> Columns(ReportTable table) =>
        [
            .. table.Columns.Select(Column),
            .. table.Columns.Count > 1 ? [Texts["Total"]] : Array.Empty<string>(),
            .. table.HasBefore ? [Texts["Before"]] : Array.Empty<string>(),
        ];

    /// <summary>The numbers under <see cref="Columns"/>.</summary>
    public static IReadOnlyList<string> Cells(ReportTable table, ReportRow row) =>
        [.. table.Told(row).Select(number => number is { } told ? Number(told) : "–")];

    /// <summary>A row's name as stored, except for periods and kinds of help.</summary>
    public static string Row(TableShape shape, string row) =>
        row == ReportTable.TotalKey ? Texts["Total"]
        : !shape.HasTotal && ReportPeriod.Read(row) is { } period ? period.Name
        : shape.IsOrdered && row.Split('+') is { Length: > 1 } parts
            ? parts
                .Select(part => Row(shape, part))
                .Aggregate((all, part) => Texts["Or", ("een", all), ("ander", part)])
        : Texts.Has($"Row.{shape.Key}.{row}") ? Texts[$"Row.{shape.Key}.{row}"]
        : TableShape.ByHelp.Contains(shape) && HelpKind.Find(row) is { } kind ? kind.Name
        : DisplayText.Visible(row);

    public static string Number(long number) => number.ToString("N0", Languages.Culture);

    /// <summary>One sentence that says what a table shows; null if none.</summary>
    public static string? HeadlineOf(ReportTable table)
    {
        if (Headline.From(table) is not { } said)
            return null;
        var shape = table.Shape;
        var key = shape.Headline == HeadlineKind.Largest ? "Largest" : shape.Key + ".Headline";
        var without = $"{key}.Without";
        return Texts.Capital(
            Texts[
                said.Of is null or 0 && Texts.Has(without) ? without
                : said is { Count: 0, Of: 0 } ? "None"
                : key,
                ("rij", said.Row is { } row ? Row(shape, row.Key) : ""),
                ("n", Number(said.Count)),
                ("totaal", Number(said.Of ?? 0))
            ]
        );
    }
}
