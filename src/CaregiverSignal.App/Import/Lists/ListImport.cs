using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import.Lists;

/// <summary>A list as it will come in.</summary>
/// <param name="Folder">Null where there are faults.</param>
/// <param name="Columns">Of people.csv, that its rows say something of.</param>
/// <param name="First">The first rows, by those columns.</param>
public sealed record ListRead(
    ImportFolder? Folder,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyDictionary<string, string>> First
)
{
    /// <summary>Faults of the folder at their place in the list.</summary>
    public required Func<IReadOnlyList<Fault>, IReadOnlyList<Fault>> InList { get; init; }
}

/// <summary>
/// Reads somebody's own list of people by the columns that they chose, as if it were people.csv. Who is here already
/// keeps their number and day of enrolment, found by the list's own numbers or else by name with mail address, phone or
/// birth; who is new is enrolled today and gets a number where the list has none.
/// </summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class ListImport(Database database, Instruments instruments, SiteTime time)
{
    /// <summary>How many rows are shown as they will be.</summary>
    public const int Shown = 10;

    /// <param name="file">As faults name it.</param>
    /// <param name="columns">What each column of the sheet is read as, each once; null for one that is not.</param>
    /// <param name="reader">Whose people it may find; null on the command line, which may find everybody.</param>
    public ListRead Read(PeopleSheet sheet, string file, IReadOnlyList<string?> columns, SignedInStaff? reader)
    {
        var faults = new List<Fault>();
        var (known, coordinators) = database.Read(transaction =>
            (
                new KnownPeople(ImportTable.Known(transaction, reader?.Sees)),
                CoordinatorTable
                    .All(transaction)
                    .Where(coordinator => coordinator is { RemovedAt: null, Name: not null })
                    .GroupBy(coordinator => ListWords.Plain(coordinator.Name!))
                    .Where(named => named.Count() == 1)
                    .ToDictionary(named => named.Key, named => named.Single().Email)
            )
        );
        var cells = new ListCells(sheet, file, columns, coordinators, time.Today, faults);
        var used = ListCells.ColumnsOf(columns);
        string[] written = ["person", "enrolled", .. used.Except(["person", "enrolled"])];
        var (text, last, first) = (new StringBuilder(), 1, new List<IReadOnlyDictionary<string, string>>());
        var (fresh, twice) = (new HashSet<int>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var given = new Dictionary<int, IReadOnlySet<string>>();
        text.AppendJoin(',', written).Append('\n');
        foreach (var row in sheet.Rows)
        {
            var before = faults.Count;
            var said = cells.Of(row);
            if (said.Count == 0 && faults.Count == before)
                continue;
            if (said.TryGetValue("person", out var taken) && known.EnrolledOn(taken) is not null)
            {
                if (known.IsAnother(taken, said))
                    Wrong(
                        $"has number '{taken}' of somebody with another name, phone, mail address and birth; leave out the column with numbers, or change them by hand"
                    );
            }
            else if (faults.Count == before && Unreachable(said, columns.Contains("person")) is { } wrong)
                Wrong(wrong);
            if (first.Count < Shown)
                first.Add(new Dictionary<string, string>(said));
            if (!said.ContainsKey("person"))
            {
                if (known.Find(said, out var isUnsure) is { } person)
                    said["person"] = person;
                else if (fresh.Add(row.Number))
                    said["person"] = $"rij {row.Number}";
                if (isUnsure)
                    Wrong(
                        $"has the name of somebody here, and nothing tells whether it is them; change them by hand, or write their number of here in a column"
                    );
                if (!twice.TryAdd(KnownPeople.KeyOf(said), row.Number))
                    Wrong($"says the same as row {twice[KnownPeople.KeyOf(said)]}; take one of the two out");
            }

            if (faults.Count > before)
                continue;
            if (known.EnrolledOn(said["person"]) is { } since)
                said["enrolled"] = $"{since:yyyy-MM-dd}";
            said.TryAdd("enrolled", $"{time.Today:yyyy-MM-dd}");
            given[row.Number] = said.Keys.ToHashSet();
            text.Append('\n', row.Number - last - 1)
                .AppendJoin(',', written.Select(column => TableFile.Cell(said.GetValueOrDefault(column, ""))))
                .Append('\n');
            last = row.Number;

            void Wrong(FormattableString message) => faults.Add(Fault.InRow(file, row.Number, message));
        }

        var folder = new UploadedFolder(
            new Dictionary<string, byte[]> { [FolderFiles.People] = Encoding.UTF8.GetBytes(text.ToString()) },
            []
        ).Read(instruments, out var found);
        faults.AddRange(InList(found));
        return new(
            faults.Count > 0 || folder is null ? null : folder with { People = [.. folder.People.Select(AsSaid)] },
            [.. faults.OrderBy(fault => fault.InTable?.Place.GetArgument(0))],
            used,
            first
        )
        {
            InList = InList,
        };

        // An empty cell says nothing. A place in the list stands for their number until they have one: no number has a
        // line break in it.
        ImportedPerson AsSaid(ImportedPerson row) =>
            row with
            {
                Given = given[row.Place.Row],
                KeepsChannel = true,
                HasNumber = !fresh.Contains(row.Place.Row),
                Person = fresh.Contains(row.Place.Row) ? $"\n{row.Place.Row}" : row.Person,
            };

        IReadOnlyList<Fault> InList(IReadOnlyList<Fault> folder) =>
            [
                .. folder.Select(fault =>
                    fault.InTable is not var (place, message) ? fault with { Where = file }
                    : place.ArgumentCount == 1 ? Fault.InRow(file, (int)place.GetArgument(0)!, message)
                    : Fault.InCell(
                        file,
                        (int)place.GetArgument(0)!,
                        cells.HeadingOf((string)place.GetArgument(1)!),
                        message
                    )
                ),
            ];
    }

    private static FormattableString? Unreachable(Dictionary<string, string> said, bool hasNumbers)
    {
        if (hasNumbers && !said.ContainsKey("person"))
            return $"has no number in the column for it; fill it in, or take the row out";
        if (!said.ContainsKey("first_name") && !said.ContainsKey("last_name"))
            return $"has no name; fill one in, or take the row out";
        return said.ContainsKey("email") || said.ContainsKey("phone") || said.ContainsKey("postal_address")
            ? (FormattableString?)null
            : $"has no phone, mail address or postal address; fill one in, or take the row out";
    }
}
