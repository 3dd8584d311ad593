using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import.Lists;

/// <param name="Columns">The columns of people.csv with values in its rows.</param>
/// <param name="First">The first good rows, by those columns; the first rows if none is good.</param>
public sealed record ListRead(
    ImportFolder? Folder,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyDictionary<string, string>> First
)
{
    public int LeftOut { get; init; }

    /// <summary>Those of them who exist here: the list stops nobody.</summary>
    public IReadOnlyList<string> LeftButHere { get; init; } = [];

    /// <summary>How many rows of a survey name nobody: people who stopped half-way, or came back.</summary>
    public int Nameless { get; init; }

    public int NotMailed { get; init; }

    /// <summary>Translates the folder's faults to their places in the list.</summary>
    public required Func<IReadOnlyList<Fault>, IReadOnlyList<Fault>> InList { get; init; }

    /// <summary>The same without faulty rows, whose faults are added.</summary>
    public ListRead Without(IReadOnlyList<Fault> wrong)
    {
        var rows = RowsOf(wrong);
        var left = Folder is { } folder
            ? folder with
            {
                People = [.. folder.People.Where(row => !rows.Contains(row.Place.Row))],
                Events = [.. folder.Events.Where(row => !rows.Contains(row.Place.Row))],
            }
            : null;
        return this with
        {
            Folder = rows.Count > 0 && left is { People.Count: > 0 } ? left : null,
            Faults = [.. Faults.Concat(wrong).OrderBy(fault => fault.InTable?.Place.GetArgument(0))],
        };
    }

    public static IReadOnlySet<int> RowsOf(IEnumerable<Fault> faults) =>
        faults.Select(fault => fault.InTable?.Place.GetArgument(0)).OfType<int>().ToHashSet();
}

/// <summary>Reads an organisation's own list of people by its chosen columns, as if it were people.csv. Existing people
/// keep their number and enrolment day; they are found by the list's numbers, or by name with email address, phone or
/// date of birth. Newcomers are enrolled today, and get a number if the list has none. People who left, according to
/// the list, are left out.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class ListImport(Database database, Instruments instruments, SiteTime time)
{
    /// <summary>The number of rows in the preview.</summary>
    public const int Shown = 10;

    /// <summary>people.csv has headings, while a list may begin with a person.</summary>
    private const int Shift = 1;

    /// <summary>Columns of people.csv derived from others: words beside a number, and a refusal of emails.</summary>
    private static readonly string[] Beside = ["safe_to_call", "channel"];

    public IReadOnlyList<int> Unanswered(PeopleSheet sheet, IReadOnlyList<string?> columns) =>
        new ListEnds(sheet, columns, said: null, time.Today).Unanswered;

    public IReadOnlyList<ListSign> Signs(PeopleSheet sheet, IReadOnlyList<string?> columns) =>
        new ListEnds(sheet, columns, said: null, time.Today).Signs;

    /// <param name="columns">The meaning of each of the sheet's columns; null for unread ones.</param>
    /// <param name="reader">Whose people it may find; null on the command line, which may find everybody.</param>
    /// <param name="said">The meaning of cells that say somebody left or wants no emails; null makes such rows
    /// faults.</param>
    public async Task<ListRead> ReadAsync(
        PeopleSheet sheet,
        string file,
        IReadOnlyList<string?> columns,
        SignedInStaff? reader,
        ListEnd? said = null,
        CancellationToken stop = default
    )
    {
        var faults = new List<Fault>();
        var (known, coordinators, noted) = await database.ReadAsync(
            async transaction =>
                (
                    new KnownPeople(await ImportTable.Known(transaction, reader?.Sees)),
                    (await CoordinatorTable.All(transaction))
                        .Where(coordinator => coordinator is { RemovedAt: null, Name: not null })
                        .GroupBy(coordinator => ListWords.Plain(coordinator.Name!))
                        .Where(named => named.Count() == 1)
                        .ToDictionary(named => named.Key, named => named.Single().Email),
                    columns.Contains("note") ? (await ImportTable.Noted(transaction)).ToHashSet() : []
                ),
            stop
        );
        var cells = new ListCells(sheet, file, columns, coordinators, time.Today, faults);
        var ends = new ListEnds(sheet, columns, said, time.Today);
        if (said is null)
            RefuseUnanswered();
        var isSurvey = ListWords.ProgramOf(sheet) is not null;
        var rows = new OrderedDictionary<int, Dictionary<string, string>>();
        var (all, fresh, twice) = (
            new List<Dictionary<string, string>>(),
            new HashSet<int>(),
            new Dictionary<string, int>(StringComparer.Ordinal)
        );
        var (leftOut, nameless, notMailed) = (0, 0, 0);
        var (here, notes) = (new List<string>(), new Dictionary<int, string>());
        foreach (var row in sheet.Rows)
        {
            var before = faults.Count;
            var end = ends.Of(row);
            var given = cells.Of(row);
            if (end == ListEnd.Left)
            {
                faults.RemoveRange(before, faults.Count - before);
                leftOut++;
                if (known.TakesPart(given))
                    here.Add($"{given.GetValueOrDefault("first_name")} {given.GetValueOrDefault("last_name")}".Trim());
                continue;
            }

            if (given.Count == 0 && faults.Count == before)
                continue;
            if (isSurvey && !Names(given))
            {
                faults.RemoveRange(before, faults.Count - before);
                nameless++;
                continue;
            }

            if (end == ListEnd.NoMail)
                given["channel"] = (given.ContainsKey("phone") ? Channel.Phone : Channel.Paper).Code();
            if (given.TryGetValue("person", out var taken) && known.EnrolledOn(taken) is not null)
            {
                if (known.IsAnother(taken, given))
                    Wrong(
                        $"has number '{taken}' of somebody with another name, phone, mail address and birth; leave out the column with numbers, or change them by hand"
                    );
            }
            else if (faults.Count == before && Unreachable(given, columns.Contains("person")) is { } wrong)
                Wrong(wrong);
            all.Add(new Dictionary<string, string>(given));
            if (!given.ContainsKey("person"))
            {
                if (known.Find(given, out var isUnsure) is { } person)
                    given["person"] = person;
                else if (fresh.Add(row.Number))
                    given["person"] = $"rij {row.Number}";
                if (isUnsure)
                    Wrong(
                        $"has the name of somebody here, and nothing tells whether it is them; change them by hand, or write their number of here in a column"
                    );
                if (!twice.TryAdd(KnownPeople.KeyOf(given), row.Number))
                    Wrong($"says the same as row {twice[KnownPeople.KeyOf(given)]}; take one of the two out");
            }

            if (cells.NoteOf(row) is { } note)
            {
                notes[row.Number] = note;
                if (note.Length > RowReader.LongestNote)
                    faults.Add(
                        Fault.InCell(
                            file,
                            row.Number,
                            cells.HeadingOf("note")!,
                            $"has {note.Length} characters; allowed are {RowReader.LongestNote}"
                        )
                    );
            }

            if (faults.Count > before)
                continue;
            if (end == ListEnd.NoMail)
                notMailed++;
            if (known.EnrolledOn(given["person"]) is { } since)
                given["enrolled"] = $"{since:yyyy-MM-dd}";
            given.TryAdd("enrolled", $"{time.Today:yyyy-MM-dd}");
            rows.Add(row.Number, given);

            void Wrong(FormattableString message) => faults.Add(Fault.InRow(file, row.Number, message));
        }

        var folder = FolderOf(rows.Where(row => !ListRead.RowsOf(faults).Contains(row.Key)));
        return new(
            folder,
            [.. faults.OrderBy(fault => fault.InTable?.Place.GetArgument(0))],
            [.. ListCells.ColumnsOf(columns).Union(all.SelectMany(given => given.Keys.Intersect(Beside)))],
            [.. (folder?.People.Select(row => rows[row.Place.Row]) ?? all).Take(Shown)]
        )
        {
            LeftOut = leftOut,
            LeftButHere = here,
            Nameless = nameless,
            NotMailed = notMailed,
            InList = InList,
        };

        // The content of a faulty row is reported once: the others are read again without it.
        ImportFolder? FolderOf(IEnumerable<KeyValuePair<int, Dictionary<string, string>>> good)
        {
            var left = good.ToList();
            if (left.Count == 0)
                return null;
            var folder = new UploadedFolder(
                new Dictionary<string, byte[]> { [FolderFiles.People] = Encoding.UTF8.GetBytes(TableOf(left)) },
                []
            ).Read(instruments, out var found);
            if (folder is not null)
            {
                List<ImportedPerson> people =
                [
                    .. folder.People.Select(row => row with { Place = row.Place with { Row = row.Place.Row - Shift } }),
                ];
                return folder with { People = [.. people.Select(AsSaid)], Events = [.. people.SelectMany(NotesOf)] };
            }

            List<Fault> refused = [.. AtTheirHeadings(found, Shift)];
            faults.AddRange(refused);
            var wrong = ListRead.RowsOf(refused);
            return wrong.Count == 0 ? null : FolderOf(left.Where(row => !wrong.Contains(row.Key)));
        }

        // An empty cell says nothing. A position in the list replaces a number until they have one: no number has a
        // line break. A person asks children, unless the list says how.
        ImportedPerson AsSaid(ImportedPerson row)
        {
            var given = rows[row.Place.Row].Keys.ToHashSet();
            var isMinor = row.Details.IsAskedByAPersonOn(time.Today) && given.Add("channel");
            return row with
            {
                Given = given,
                KeepsChannel = true,
                HasNumber = !fresh.Contains(row.Place.Row),
                Person = CodeOf(row),
                Details = isMinor
                    ? row.Details with
                    {
                        Channel = row.Details.Phone is null ? Channel.Paper : Channel.Phone,
                    }
                    : row.Details,
            };
        }

        string CodeOf(ImportedPerson row) => fresh.Contains(row.Place.Row) ? $"\n{row.Place.Row}" : row.Person;

        // An existing remark is not stored again on another day.
        IEnumerable<EventRow> NotesOf(ImportedPerson row) =>
            notes.TryGetValue(row.Place.Row, out var note) && !noted.Contains((row.Person, note))
                ?
                [
                    new EventRow(
                        row.Place,
                        CodeOf(row),
                        row.Enrolled < time.Today && fresh.Contains(row.Place.Row) ? row.Enrolled : time.Today,
                        EventKind.Other,
                        ReportedBy.Coordinator,
                        note,
                        LookAgainOn: null
                    ),
                ]
                : [];

        IReadOnlyList<Fault> InList(IReadOnlyList<Fault> folder) => [.. AtTheirHeadings(folder, shift: 0)];

        IEnumerable<Fault> AtTheirHeadings(IReadOnlyList<Fault> folder, int shift)
        {
            foreach (var fault in folder)
            {
                if (fault.InTable is not var (place, message))
                {
                    yield return fault with
                    {
                        Where = file,
                    };
                    continue;
                }

                var row = (int)place.GetArgument(0)! - shift;
                yield return place.ArgumentCount > 1 && cells.HeadingOf((string)place.GetArgument(1)!) is { } heading
                    ? Fault.InCell(file, row, heading, message)
                    : Fault.InRow(file, row, message);
            }
        }

        void RefuseUnanswered()
        {
            faults.AddRange(
                ends.Unanswered.Select(place => new Fault(
                    file,
                    "",
                    $"column '{OneLine.Shown(sheet.Headings[place])}' says of somebody that they left or want no mail; say in the browser what it means"
                ))
            );
            faults.AddRange(
                ends.Signs.Select(sign =>
                    Fault.InCell(
                        file,
                        sign.Row,
                        sheet.Headings[sign.Place],
                        $"'{OneLine.Shown(sign.Text)}' says that somebody left or wants no mail; take the row out, or read the list in the browser"
                    )
                )
            );
        }
    }

    /// <summary>As people.csv, each row <see cref="Shift"/> below its place in the list.</summary>
    private static string TableOf(IReadOnlyList<KeyValuePair<int, Dictionary<string, string>>> rows)
    {
        string[] columns =
        [
            .. FolderFiles
                .AllColumnsOf(FolderFiles.People)
                .Where(column => rows.Any(row => row.Value.ContainsKey(column))),
        ];
        var (text, last) = (new StringBuilder(), 1 - Shift);
        text.AppendJoin(',', columns).Append('\n');
        foreach (var (number, given) in rows)
        {
            text.Append('\n', number - last - 1)
                .AppendJoin(',', columns.Select(column => TableFile.Cell(given.GetValueOrDefault(column, ""))))
                .Append('\n');
            last = number;
        }

        return text.ToString();
    }

    /// <summary>Whether a row says who it is about, or how to reach them.</summary>
    private static bool Names(Dictionary<string, string> given) =>
        given.Keys.Any(column => column is "first_name" or "last_name" or "email" or "phone" or "postal_address");

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
