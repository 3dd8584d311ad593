namespace CaregiverSignal.Import.Lists;

/// <summary>A list of people as somebody has it: the headings of their file, and its rows.</summary>
/// <param name="Name">Of the sheet; empty where the file has no sheets.</param>
/// <param name="Headings">Each once; a column without one is called by its letter.</param>
public sealed record PeopleSheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Rows above the headings, where people write what the list is.</summary>
    private const int MostAbove = 10;

    /// <summary>
    /// Takes the headings from the row among the first that has most known ones; blank rows and columns are nothing.
    /// </summary>
    /// <returns>Null where there is no row under the headings.</returns>
    public static PeopleSheet? Of(string name, IReadOnlyList<SheetRow> rows)
    {
        List<SheetRow> filled = [.. rows.Where(row => row.Cells.Any(cell => cell.Length > 0))];
        if (filled.Count < 2)
            return null;
        var heading = filled
            .Take(MostAbove)
            .Index()
            .MaxBy(row => ListWords.Likely(row.Item.Cells).Count(column => column is not null))
            .Index;
        var below = filled
            .Skip(heading + 1)
            .Where(row => !row.Cells.SequenceEqual(filled[heading].Cells) && !ListWords.IsTotal(row.Cells))
            .ToList();
        if (below.Count == 0)
            return null;
        var headings = new List<string>();
        var places = new List<int>();
        var whose = "";
        for (var place = 0; place < filled.Max(row => row.Cells.Count); place++)
        {
            var text = filled[heading].Cells.ElementAtOrDefault(place) ?? "";
            // "Zorgvrager" above "Naam" and "Telefoon", in cells that were made one.
            if (heading > 0 && Cell(filled[heading - 1], place) is { Length: > 0 } above)
                whose = ListWords.IsSomebody(above) ? above + " " : "";
            if (text.Length > 0)
                text = whose + text;
            if (text.Length == 0 && !below.Exists(row => Cell(row, place).Length > 0))
                continue;
            headings.Add(FreeName(text.Length == 0 ? Letters(place) : OneLine.Cut(text, 120), headings));
            places.Add(place);
        }

        return new(
            name,
            headings,
            [.. below.Select(row => row with { Cells = [.. places.Select(place => Cell(row, place))] })]
        );

        static string Cell(SheetRow row, int place) => row.Cells.ElementAtOrDefault(place) ?? "";
    }

    /// <summary>What stands in a column, without its empty cells.</summary>
    public IEnumerable<string> CellsOf(int place) =>
        Rows.Select(row => row.Cells[place]).Where(cell => cell.Length > 0);

    private static string FreeName(string heading, List<string> taken)
    {
        var free = heading;
        for (var again = 2; taken.Contains(free); again++)
            free = $"{heading} ({again})";
        return free;
    }

    /// <summary>A column as a spreadsheet calls it: A to Z, AA, and so on.</summary>
    private static string Letters(int place) => (place < 26 ? "" : Letters(place / 26 - 1)) + (char)('A' + place % 26);
}

/// <param name="Number">As a spreadsheet counts: the first row of the file is 1.</param>
/// <param name="Cells">Without blanks around them.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells);

/// <summary>Why a file is no list that can be read.</summary>
public enum SheetProblem
{
    /// <summary>There are no headings with a row under them.</summary>
    Empty,

    /// <summary>It has more rows than <see cref="SheetFile.MostRows"/>.</summary>
    TooManyRows,

    /// <summary>It has more columns than <see cref="SheetFile.MostColumns"/>.</summary>
    TooManyColumns,

    /// <summary>It opens with a password only.</summary>
    Encrypted,

    /// <summary>It is a workbook that cannot be read to its end.</summary>
    Damaged,

    /// <summary>It is neither text nor a workbook of Excel: a PDF, a page, another program's file.</summary>
    OtherKind,

    /// <summary>A quote is not closed.</summary>
    OpenQuote,
}
