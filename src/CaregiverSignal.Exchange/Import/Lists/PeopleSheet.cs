using System.Text.RegularExpressions;

namespace CaregiverSignal.Import.Lists;

/// <param name="Name">The sheet; empty if the file has no sheets.</param>
/// <param name="Headings">Each once; a column without one has its letter.</param>
public sealed partial record PeopleSheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Rows above the headings, where people describe the list.</summary>
    private const int MostAbove = 10;

    /// <summary>Whether a row names the columns; otherwise each row is a person.</summary>
    public bool HasHeadings { get; init; } = true;

    /// <summary>The columns hidden from their owner.</summary>
    public IReadOnlySet<int> HiddenColumns { get; init; } = new HashSet<int>();

    /// <summary>How many rows are hidden from their owner: they are left out.</summary>
    public int HiddenRows { get; init; }

    /// <summary>The program whose survey answers it lists without naming anybody; null for a list of people.</summary>
    public string? AnswersOf => HasHeadings ? ListWords.AnswersOf(this) : null;

    /// <summary>Takes as headings the row near the top with the most known ones, and ignores blank rows and columns. A
    /// row with an email address or phone number is never headings; if no row has a known heading, there are none, and
    /// every row is a person.</summary>
    /// <param name="hasHeadings">What somebody said about it; null if nobody did.</param>
    /// <returns>Null if it has no people.</returns>
    internal static PeopleSheet? Of(
        string name,
        IReadOnlyList<SheetRow> rows,
        bool? hasHeadings,
        IReadOnlyCollection<int> hidden
    )
    {
        List<SheetRow> filled = [.. rows.Where(row => row.Cells.Any(cell => cell.Length > 0))];
        var heading = hasHeadings == false ? -1 : HeadingIn(filled, isTold: hasHeadings == true);
        IReadOnlyList<string> said = heading < 0 ? [] : filled[heading].Cells;
        var below = WithoutQuestions(filled.Skip(heading + 1))
            .Where(row => heading < 0 || (!row.Cells.SequenceEqual(said) && !ListWords.IsTotal(row.Cells)))
            .ToList();
        // A single row without anything known may or may not be headings.
        if (below.Count == 0 || (filled is [var single] && hasHeadings is null && !IsSomebodys(single)))
            return null;
        var headings = new List<string>();
        var places = new List<int>();
        var whose = "";
        for (var place = 0; place < filled.Max(row => row.Cells.Count); place++)
        {
            var text = said.ElementAtOrDefault(place) ?? "";
            // "Zorgvrager" above "Naam" and "Telefoon", in merged cells.
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
        )
        {
            HasHeadings = heading >= 0,
            HiddenColumns = places.Index().Where(at => hidden.Contains(at.Item)).Select(at => at.Index).ToHashSet(),
        };

        static string Cell(SheetRow row, int place) => row.Cells.ElementAtOrDefault(place) ?? "";
    }

    /// <returns>-1 if none is.</returns>
    private static int HeadingIn(List<SheetRow> filled, bool isTold)
    {
        var found = filled
            .Take(MostAbove)
            .Index()
            .Where(row => isTold || !IsSomebodys(row.Item))
            .Select(row => (row.Index, Known: ListWords.KnownIn(row.Item.Cells)))
            .OrderByDescending(row => row.Known)
            .FirstOrDefault((Index: -1, Known: 0));
        return found.Known > 0 || isTold ? found.Index : -1;
    }

    private static bool IsSomebodys(SheetRow row) => row.Cells.Any(cell => Somebodys().IsMatch(cell));

    /// <summary>Qualtrics puts the questions below its headings, and its own names for them below those.</summary>
    private static IEnumerable<SheetRow> WithoutQuestions(IEnumerable<SheetRow> below)
    {
        List<SheetRow> rows = [.. below];
        var named = rows.FindIndex(row =>
            row.Cells.Any(cell => cell.StartsWith("{\"ImportId\":", StringComparison.Ordinal))
        );
        return rows.Skip(named + 1);
    }

    /// <summary>An email address or a phone number, which no heading is.</summary>
    [GeneratedRegex(@"^(?:[^\s@]+@[^\s@]+\.[^\s@]+|(?:\+|0)(?:[\s()./-]*\d){8,}.*|[1-9]\d{8})$")]
    private static partial Regex Somebodys();

    /// <summary>The same without the last column, if that has a given heading.</summary>
    public PeopleSheet WithoutLast(string heading) =>
        Headings[^1] == heading
            ? this with
            {
                Headings = [.. Headings.SkipLast(1)],
                Rows = [.. Rows.Select(row => row with { Cells = [.. row.Cells.SkipLast(1)] })],
            }
            : this;

    public IEnumerable<string> CellsOf(int place) =>
        Rows.Select(row => row.Cells[place]).Where(cell => cell.Length > 0);

    private static string FreeName(string heading, List<string> taken)
    {
        var free = heading;
        for (var again = 2; taken.Contains(free); again++)
            free = $"{heading} ({again})";
        return free;
    }

    /// <summary>A column's spreadsheet name: A to Z, AA, and so on.</summary>
    private static string Letters(int place) => (place < 26 ? "" : Letters(place / 26 - 1)) + (char)('A' + place % 26);
}

/// <param name="Number">As a spreadsheet counts: the first row of the file is 1.</param>
/// <param name="Cells">Without surrounding blanks.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells);

public enum SheetProblem
{
    /// <summary>There are no headings with a row below them.</summary>
    Empty,

    TooManyRows,

    TooManyColumns,

    /// <summary>Its cells have more text than a list of people would.</summary>
    TooMuchText,

    /// <summary>It is an Excel workbook from before 2007.</summary>
    OldExcel,

    /// <summary>Its character encoding is unknown.</summary>
    UnknownLetters,

    Encrypted,

    /// <summary>It is a workbook that cannot be read to its end.</summary>
    Damaged,

    /// <summary>It is neither text nor an Excel workbook: a PDF, a web page, another program's file.</summary>
    OtherKind,

    /// <summary>A quote is not closed.</summary>
    OpenQuote,
}
