namespace CaregiverSignal.Import.Lists;

/// <summary>What a column of a list says of whoever has anything in it; its code is what the column is read
/// as.</summary>
public enum ListEnd
{
    /// <summary>They are gone, or want no contact: who has anything here but "nee" or a day to come is left
    /// out.</summary>
    Left,

    /// <summary>They want no mail: who has anything here but "nee" is asked by a person.</summary>
    NoMail,

    /// <summary>They may be mailed: who has "nee" here is asked by a person.</summary>
    MayMail,

    /// <summary>Nothing: whoever reads the list in looked, and everybody takes part.</summary>
    Everybody,
}

/// <summary>A cell that says that somebody is gone or wants no mail.</summary>
/// <param name="Place">Of the column, from 0.</param>
public sealed record ListSign(int Row, int Place, string Text, ListEnd End);

/// <summary>Who of a list left, or asked for no mail: by the headings that say so, and by words in any other cell. None
/// of them is taken in before somebody answered what is meant.</summary>
/// <param name="columns">What each column of the sheet is read as; null for one that is not.</param>
/// <param name="said">What somebody answered of the words in cells; null where nobody did.</param>
internal sealed class ListEnds(PeopleSheet sheet, IReadOnlyList<string?> columns, ListEnd? said, DateOnly today)
{
    private static readonly ListDays Days = new(monthFirst: false);

    private readonly bool isSurvey = ListWords.ProgramOf(sheet) is not null;
    private readonly IReadOnlyList<ListEnd?> chosen = [.. columns.Select(Codes.Find<ListEnd>)];

    /// <summary>The columns that say of somebody that they left or want no mail, and that nobody answered.</summary>
    public IReadOnlyList<int> Unanswered =>
        [
            .. sheet
                .Headings.Index()
                .Where(heading => chosen[heading.Index] is null && columns[heading.Index] != "status")
                .Where(heading =>
                    ListWords.EndOf(heading.Item) is { } end && !(isSurvey && ListWords.IsEndOfAnswers(heading.Item))
                        ? sheet.Rows.Any(row => Holds(end, row.Cells[heading.Index]))
                        : ListWords.IsStatus(heading.Item)
                            && sheet.Rows.Any(row => ListWords.CodeOf("status", row.Cells[heading.Index]) == "ended")
                )
                .Select(heading => heading.Index),
        ];

    /// <summary>The cells of other columns with words that say so, of rows that are not left out anyway.</summary>
    public IReadOnlyList<ListSign> Signs => [.. sheet.Rows.Where(row => !HasLeft(row)).SelectMany(SignsIn)];

    public ListEnd? Of(SheetRow row) =>
        HasLeft(row) || (said == ListEnd.Left && SignsIn(row).Any()) ? ListEnd.Left
        : Any(row, ListEnd.NoMail) || Any(row, ListEnd.MayMail) || (said == ListEnd.NoMail && SignsIn(row).Any())
            ? ListEnd.NoMail
        : null;

    private bool HasLeft(SheetRow row) => Any(row, ListEnd.Left);

    private bool Any(SheetRow row, ListEnd end) =>
        chosen.Index().Any(column => column.Item == end && Holds(end, row.Cells[column.Index]));

    private IEnumerable<ListSign> SignsIn(SheetRow row)
    {
        foreach (var (place, cell) in row.Cells.Index())
        {
            if (chosen[place] is not null || columns[place] == "status" || ListWords.SaidIn(cell) is not { } end)
                continue;
            // "Geen mail" where an address is asked: they have none.
            if (end == ListEnd.NoMail && columns[place] == "email" && !cell.Contains('@'))
                continue;
            yield return new ListSign(row.Number, place, cell, end);
        }
    }

    private bool Holds(ListEnd end, string cell) =>
        cell.Length > 0
        && !ListWords.IsUnknown(cell)
        && end switch
        {
            ListEnd.Left => !ListWords.IsNo(cell) && !(Days.Day(cell, today.AddYears(1)) > today),
            ListEnd.NoMail => !ListWords.IsNo(cell),
            ListEnd.MayMail => ListWords.YesOrNo(cell) == false,
            _ => false,
        };
}
