using System.Text.RegularExpressions;

namespace CaregiverSignal.Import.Lists;

/// <summary>A list of people as somebody has it: the headings of their file, and its rows.</summary>
/// <param name="Name">Of the sheet; empty where the file has no sheets.</param>
/// <param name="Headings">Each once; a column without one is called by its letter.</param>
public sealed partial record PeopleSheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Rows above the headings, where people write what the list is.</summary>
    private const int MostAbove = 10;

    /// <summary>Whether a row of the file says what its columns are; without, each row is somebody.</summary>
    public bool HasHeadings { get; init; } = true;

    /// <summary>The columns that their owner does not see.</summary>
    public IReadOnlySet<int> HiddenColumns { get; init; } = new HashSet<int>();

    /// <summary>How many rows their owner does not see: they are left out.</summary>
    public int HiddenRows { get; init; }

    /// <summary>The program with whose answers it is a list, and names nobody; null for a list of people.</summary>
    public string? AnswersOf => HasHeadings ? ListWords.AnswersOf(this) : null;

    /// <summary>Takes the headings from the row among the first that has most known ones; blank rows and columns are
    /// nothing. A row with somebody's mail address or phone number is no row of headings, and where none has a known
    /// one there are none: then every row is somebody.</summary>
    /// <param name="hasHeadings">What somebody told of it; null where nobody did.</param>
    /// <returns>Null where there is nobody in it.</returns>
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
        // Of one row that says nothing known nobody can tell whether it is of headings.
        if (below.Count == 0 || (filled is [var single] && hasHeadings is null && !IsSomebodys(single)))
            return null;
        var headings = new List<string>();
        var places = new List<int>();
        var whose = "";
        for (var place = 0; place < filled.Max(row => row.Cells.Count); place++)
        {
            var text = said.ElementAtOrDefault(place) ?? "";
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
        )
        {
            HasHeadings = heading >= 0,
            HiddenColumns = places.Index().Where(at => hidden.Contains(at.Item)).Select(at => at.Index).ToHashSet(),
        };

        static string Cell(SheetRow row, int place) => row.Cells.ElementAtOrDefault(place) ?? "";
    }

    /// <returns>-1 where none of them is.</returns>
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

    /// <summary>Qualtrics has below its headings the questions, and below those its own names for them.</summary>
    private static IEnumerable<SheetRow> WithoutQuestions(IEnumerable<SheetRow> below)
    {
        List<SheetRow> rows = [.. below];
        var named = rows.FindIndex(row =>
            row.Cells.Any(cell => cell.StartsWith("{\"ImportId\":", StringComparison.Ordinal))
        );
        return rows.Skip(named + 1);
    }

    /// <summary>A mail address or a phone number, which no heading is.</summary>
    [GeneratedRegex(@"^(?:[^\s@]+@[^\s@]+\.[^\s@]+|(?:\+|0)(?:[\s()./-]*\d){8,}.*|[1-9]\d{8})$")]
    private static partial Regex Somebodys();

    /// <summary>The same without the last column where that has some heading.</summary>
    public PeopleSheet WithoutLast(string heading) =>
        Headings[^1] == heading
            ? this with
            {
                Headings = [.. Headings.SkipLast(1)],
                Rows = [.. Rows.Select(row => row with { Cells = [.. row.Cells.SkipLast(1)] })],
            }
            : this;

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

    /// <summary>It has more text in its cells than a list of people has.</summary>
    TooMuchText,

    /// <summary>It is a workbook of Excel before 2007.</summary>
    OldExcel,

    /// <summary>Nothing tells how its letters are stored.</summary>
    UnknownLetters,

    /// <summary>It opens with a password only.</summary>
    Encrypted,

    /// <summary>It is a workbook that cannot be read to its end.</summary>
    Damaged,

    /// <summary>It is neither text nor a workbook of Excel: a PDF, a page, another program's file.</summary>
    OtherKind,

    /// <summary>A quote is not closed.</summary>
    OpenQuote,
}
