using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Appreciation;

/// <summary>The list of a year's appreciation, every text ready to show.</summary>
/// <param name="About">What it is in this municipality; null while nobody said.</param>
public sealed record AppreciationPageModel(
    StaffShell Shell,
    AppreciationList List,
    int ThisYear,
    string? About,
    bool IsSaved,
    IReadOnlyList<AppreciationRow> Rows,
    Pager Pager
)
{
    public static readonly Texts Words = Texts.Of(typeof(AppreciationPage));

    /// <summary>
    /// Fewer than on other lists: each row has three ticks, which come back with what they were, and a form has two
    /// hundred values at most.
    /// </summary>
    private const int RowsAPage = 30;

    /// <summary>More than any caseload has (our choice).</summary>
    private const int MostInAFile = 10_000;

    public static AppreciationPageModel Of(
        Transaction transaction,
        StaffShell shell,
        SignedInStaff staff,
        AppreciationList list,
        int page,
        string? about,
        bool isSaved,
        SiteTime time
    )
    {
        var rows = RowsOf(transaction, staff, list, RowsAPage + 1, (page - 1) * RowsAPage);
        return new AppreciationPageModel(
            shell with
            {
                Unreadable = transaction.Unreadable,
            },
            list,
            time.Today.Year,
            about,
            isSaved,
            [.. rows.Take(RowsAPage)],
            new Pager(page, rows.Count > RowsAPage, AppreciationList.Path, list.Query)
        );
    }

    /// <summary>All rows of a list, for a file.</summary>
    public static IReadOnlyList<AppreciationRow> AllRows(
        Transaction transaction,
        SignedInStaff staff,
        AppreciationList list
    ) => RowsOf(transaction, staff, list, MostInAFile, 0);

    /// <summary>The rows as a table for a spreadsheet, with days as in all our files.</summary>
    public static string TableOf(IEnumerable<AppreciationRow> rows)
    {
        var text = new StringBuilder(Words["Csv.Header"]).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(
                    ',',
                    row.Ticks.Select(one => one.Tick?.DoneOn.ToString("yyyy-MM-dd", Texts.Dutch) ?? "")
                        .Prepend(row.Owner)
                        .Prepend(row.Name)
                        .Select(TableFile.Cell)
                )
                .Append("\r\n");
        return text.ToString();
    }

    private static List<AppreciationRow> RowsOf(
        Transaction transaction,
        SignedInStaff staff,
        AppreciationList list,
        int limit,
        int offset
    )
    {
        var people = AppreciationTable.People(
            transaction,
            list.Team ? staff.Sees : staff.ActsFor,
            list.Year,
            list.Has,
            list.Lacks,
            limit,
            offset
        );
        var ticks = AppreciationTable
            .Ticks(transaction, [.. people.Select(one => one.Id)], list.Year)
            .ToDictionary(one => (one.CaregiverId, one.Step));
        return
        [
            .. people.Select(one => new AppreciationRow(
                one.Id,
                Plainly.FullName(one.Person, one.FirstName, one.LastName),
                Plainly.Shown(one.Owner),
                [.. Enum.GetValues<AppreciationStep>().Select(step => (step, ticks.GetValueOrDefault((one.Id, step))))]
            )),
        ];
    }
}

/// <summary>Somebody on the list.</summary>
/// <param name="Ticks">Each step, with its tick; null without.</param>
public sealed record AppreciationRow(
    long Id,
    string Name,
    string Owner,
    IReadOnlyList<(AppreciationStep Step, AppreciationTick? Tick)> Ticks
);
