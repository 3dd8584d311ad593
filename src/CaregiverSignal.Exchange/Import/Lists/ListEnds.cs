namespace CaregiverSignal.Import.Lists;

/// <summary>What a list's column means for people with anything in it; its code is the meaning of the column.</summary>
public enum ListEnd
{
    /// <summary>They are gone, or want no contact: anything here except "nee" or a future day leaves them
    /// out.</summary>
    Left,

    /// <summary>They want no emails: a person asks those with anything here except "nee".</summary>
    NoMail,

    /// <summary>They may be emailed: a person asks those with "nee" here.</summary>
    MayMail,

    /// <summary>No meaning: the reader checked, and everybody takes part.</summary>
    Everybody,
}

/// <param name="Place">The column, from 0.</param>
public sealed record ListSign(int Row, int Place, string Text, ListEnd End);

/// <summary>Finds people in a list who left or refused emails: by headings that say so, and by words in other cells.
/// None of them is imported before somebody has said what is meant.</summary>
/// <param name="columns">The meaning of each of the sheet's columns; null for unread ones.</param>
/// <param name="said">The meaning of words in cells as somebody gave it; null if nobody did.</param>
internal sealed class ListEnds(PeopleSheet sheet, IReadOnlyList<string?> columns, ListEnd? said, DateOnly today)
{
    private static readonly ListDays Days = new(monthFirst: false);

    private readonly bool isSurvey = ListWords.ProgramOf(sheet) is not null;
    private readonly IReadOnlyList<ListEnd?> chosen = [.. columns.Select(Codes.Find<ListEnd>)];

    /// <summary>The columns that say that somebody left or wants no emails, and still need an answer.</summary>
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

    /// <summary>The cells of other columns with such words, in rows that are not left out anyway.</summary>
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
            // "Geen mail" in an address column: they have none.
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
