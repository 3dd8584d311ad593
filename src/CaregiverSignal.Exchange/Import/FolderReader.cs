using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Reads a whole folder at once, whatever the order of its rows, and reports all faults in it.</summary>
public sealed class FolderReader
{
    private readonly string folder;
    private readonly RowReader rows;
    private readonly List<Fault> faults = [];

    private FolderReader(string folder, Instruments instruments, bool asHistory) =>
        (this.folder, rows) = (folder, new RowReader(instruments, asHistory, faults));

    /// <summary>Reads a folder to import; if its rows are in order, only part of it is in memory at a time.</summary>
    /// <returns>Null if there are faults, all reported at once.</returns>
    public static ImportFolder? ReadForImport(string folder, Instruments instruments, out IReadOnlyList<Fault> faults)
    {
        faults = [];
        return OrderedFolder.Read(folder, instruments) ?? Read(folder, instruments, out faults);
    }

    /// <param name="asHistory">As in <see cref="RowReader"/>.</param>
    /// <returns>Null if there are faults, all reported at once.</returns>
    public static ImportFolder? Read(
        string folder,
        Instruments instruments,
        out IReadOnlyList<Fault> faults,
        bool asHistory = false
    )
    {
        var reader = new FolderReader(folder, instruments, asHistory);
        faults = reader.faults;
        if (!Directory.Exists(folder))
        {
            reader.faults.Add(new Fault(folder, "", "there is no such folder"));
            return null;
        }

        if (!FolderFiles.NamesOfImport.Any(name => File.Exists(Path.Combine(folder, name))))
        {
            reader.faults.Add(new Fault(folder, "", $"holds none of {string.Join(", ", FolderFiles.NamesOfImport)}"));
            return null;
        }

        // Nearly all rows are answers: they are read in parallel with the others.
        var beside = new FolderReader(folder, instruments, asHistory);
        var answers = Task.Run(beside.ReadAnswers);
        var (people, asked) = (
            reader.Table(FolderFiles.People, reader.rows.Person),
            reader.Table(FolderFiles.Asked, reader.rows.Asked)
        );
        var given = answers.GetAwaiter().GetResult();
        reader.faults.AddRange(beside.faults);
        var read = new ImportFolder(people, asked, given, reader.Table(FolderFiles.Events, reader.rows.Event))
        {
            Given = [.. beside.rows.GivenAnswers],
            Situations = asHistory ? [] : reader.Table(FolderFiles.Situations, reader.rows.Situation),
            Helpers = asHistory ? [] : reader.Table(FolderFiles.Helpers, reader.rows.Helper),
            Network = asHistory ? [] : reader.Table(FolderFiles.Network, reader.rows.Tie),
        };
        reader.RefuseTwice([read.People], row => row.Person, row => row.Place, "person");
        // Checked person by person: one table of all keys would take more memory than the rows themselves.
        reader.RefuseTwice(read.Asked.GroupBy(row => row.Person), row => row.Date, row => row.Place, "date");
        // A sound history finds them with each check-in, as well as items answered on two days.
        if (!asHistory || reader.faults.Count > 0)
        {
            reader.RefuseTwice(
                read.Answers.Select(ofPerson => ofPerson.Rows),
                row => (row.Date, row.Instrument, row.Item),
                row => row.Place,
                "item"
            );
        }

        reader.RefuseTwice([read.Situations], row => (row.Person, row.Situation), row => row.Place, "situation");
        reader.RefuseTwice([read.Helpers], row => (row.Situation, row.Name), row => row.Place, "name");
        reader.RefuseTwice([read.Network], row => (row.Person, row.Tie.Name, row.Tie.FromOn), row => row.Place, "name");
        return reader.faults.Count == 0 ? read : null;
    }

    /// <summary>Reads the days of carer breakdown from a file of <c>person,date</c>.</summary>
    /// <returns>The rows without faults; all faults are reported.</returns>
    public static IReadOnlyList<OutcomeRow> ReadOutcomes(
        string path,
        Instruments instruments,
        out IReadOnlyList<Fault> faults
    )
    {
        var reader = new FolderReader(Path.GetDirectoryName(path) ?? "", instruments, true);
        faults = reader.faults;
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            reader.faults.Add(new Fault(path, "", "there is no such file"));
        var rows = reader.Sound(
            FolderFiles.Rows(path, ["person", "date"], [], reader.faults.Add),
            row => reader.rows.Outcome(row, name)
        );
        reader.RefuseTwice([rows], row => (row.Person, row.Date), row => row.Place, "date");
        return rows;
    }

    private List<T> Table<T>(string name, Func<CsvLine, T> read) =>
        Sound(FolderFiles.Rows(folder, name, faults.Add), read);

    private List<T> Sound<T>(IEnumerable<CsvLine> rows, Func<CsvLine, T> read)
    {
        var sound = new List<T>();
        foreach (var row in rows)
        {
            var before = faults.Count;
            var value = read(row);
            if (faults.Count == before)
                sound.Add(value);
        }

        return sound;
    }

    /// <summary>Groups answers by person while reading, in order of appearance: too many to sort later.</summary>
    private List<PersonAnswers> ReadAnswers()
    {
        var answers = new List<PersonAnswers>();
        var byPerson = new Dictionary<string, List<AnswerRow>>(StringComparer.Ordinal);
        var (last, ofPerson) = ("", new List<AnswerRow>());
        foreach (var row in FolderFiles.Rows(folder, FolderFiles.Answers, faults.Add))
        {
            var before = faults.Count;
            var person = rows.Id(row);
            var answer = rows.Answer(row);
            if (faults.Count > before)
                continue;
            if (!ReferenceEquals(person, last))
            {
                var usual = ofPerson.Count;
                if (!byPerson.TryGetValue(person, out ofPerson!))
                {
                    byPerson[person] = ofPerson = new List<AnswerRow>(usual);
                    answers.Add(new PersonAnswers(person, ofPerson));
                }
            }

            last = person;
            ofPerson.Add(answer);
        }

        return answers;
    }

    private void RefuseTwice<T, TKey>(
        IEnumerable<IEnumerable<T>> groups,
        Func<T, TKey> key,
        Func<T, FilePlace> place,
        string column
    )
        where TKey : notnull
    {
        var first = new Dictionary<TKey, FilePlace>();
        foreach (var rows in groups)
        {
            first.Clear();
            foreach (var row in rows)
            {
                if (!first.TryAdd(key(row), place(row)))
                    faults.Add(place(row).Wrong(column, $"is there twice; the first is in row {first[key(row)].Row}"));
            }
        }
    }
}
