using CaregiverSignal.Referrals;

namespace CaregiverSignal.Reports;

/// <summary>What a report says, in words.</summary>
public static class ReportWords
{
    internal static readonly Texts Texts = Texts.Of(typeof(ReportWords));

    public static string Of(string key) => Texts[key];

    public static string Title(Report report) =>
        Texts[
            report.IsOfMunicipality ? "Title.Municipality" : "Title.Team",
            ("wie", DisplayText.Visible(report.Of)),
            ("wanneer", report.Period.Name)
        ];

    public static string TableName(TableShape shape) => Texts[shape.Key];

    /// <summary>What belongs to a table to read it well; null for most.</summary>
    public static string? Note(TableShape shape) => Texts.Has(shape.Key + ".Note") ? Texts[shape.Key + ".Note"] : null;

    public static string Column(string column) => Texts["Column." + column];

    /// <summary>The columns with their names, the sum of several, and the period before where there is one.</summary>
    public static IReadOnlyList<string> Columns(ReportTable table) =>
        [
            .. table.Shape.Columns.Select(Column),
            .. table.Shape.Columns.Count > 1 ? [Texts["Total"]] : Array.Empty<string>(),
            .. table.HasBefore ? [Texts["Before"]] : Array.Empty<string>(),
        ];

    /// <summary>The numbers under <see cref="Columns"/>.</summary>
    public static IReadOnlyList<string> Cells(ReportTable table, ReportRow row) =>
        [.. table.Told(row).Select(told => Number(told.Number, told.Columns))];

    /// <summary>A row that the store gives is its own name, but for a kind of help.</summary>
    public static string Row(TableShape shape, string row) =>
        row == ReportTable.TotalKey ? Texts["Total"]
        : Texts.Has($"Row.{shape.Key}.{row}") ? Texts[$"Row.{shape.Key}.{row}"]
        : TableShape.ByHelp.Contains(shape) && HelpKind.Find(row) is { } kind ? kind.Name
        : DisplayText.Visible(row);

    /// <summary>A number, or that it is fewer than the least that is told: "&lt;5".</summary>
    /// <param name="columns">Of how many it is the sum.</param>
    public static string Number(long number, int columns) => Number(number, columns, "Few.Short");

    private static string Number(long number, int columns, string few) =>
        number == 0
            ? Texts[few, ("n", Texts.Number(ReportTable.FewerThan(columns)))]
            : number.ToString("N0", Languages.Culture);

    /// <summary>
    /// One sentence that says what a table shows, that it is less than was counted where each month lost some, and until
    /// when it is where that is not over.
    /// </summary>
    public static string HeadlineOf(Report report, ReportTable table) =>
        Headline.From(table) is null
            ? HeadlineOf(table)
            : string.Join(
                ' ',
                new[]
                {
                    HeadlineOf(table),
                    table.Parts > 1 ? Texts["Summed"] : null,
                    report.Period.Through is { } day ? Texts["Through.Counted", ("dag", Texts.DayAndMonth(day))] : null,
                }.OfType<string>()
            );

    private static string HeadlineOf(ReportTable table)
    {
        if (Headline.From(table) is not { } said)
            return Texts["TooFew"];
        if (table.Shape.Headline == HeadlineKind.Largest && said.Row is null)
            return Texts["NoneLarge"];
        var (key, first) = (table.Shape.Key + ".Headline", table.Shape.Key + ".Headline.First");
        // Whether it is as many before they are rounded is not known to whoever reads them, and not told.
        string Said(long number, int columns) =>
            said.SeemsAll ? Texts["About", ("n", Number(number, columns, "Few"))] : Number(number, columns, "Few");
        return Texts.Capital(
            Texts[
                said.Of == 0 && Texts.Has(first) ? first : key,
                ("rij", said.Row is { } row ? Row(table.Shape, row) : ""),
                ("n", Said(said.Count, said.Columns)),
                ("totaal", Said(said.Of, table.Columns))
            ]
        );
    }
}
