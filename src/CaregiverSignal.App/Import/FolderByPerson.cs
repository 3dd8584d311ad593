using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>
/// Reads a folder one person at a time, its files side by side, so that only a few people are in memory, however many
/// there are.
/// </summary>
/// <remarks>
/// For faultless folders in which each file has the people in the order of people.csv, as <c>export</c> writes them;
/// any other folder must be read whole. Where that is not the order of the ids, the ids are kept, to find people who
/// are there twice.
/// </remarks>
internal sealed class FolderByPerson
{
    /// <summary>The person being read, and the one whose rows come next in a file.</summary>
    private const int PeopleAtOnce = 2;

    private readonly List<Fault> faults = [];
    private readonly string folder;
    private readonly RowReader rows;

    private FolderByPerson(string folder, Instruments instruments) =>
        (this.folder, rows) = (folder, new RowReader(instruments, asHistory: true, faults, PeopleAtOnce));

    /// <param name="progress">Called with the number of bytes of people.csv that were read.</param>
    /// <exception cref="NotMadeException">There is a fault in the folder, or its rows are in another order.</exception>
    public static IEnumerable<PersonRows> Read(string folder, Instruments instruments, Action<long> progress) =>
        new FolderByPerson(folder, instruments).Read(
            progress,
            IsInOrder(folder, instruments) ? null : new HashSet<string>(StringComparer.Ordinal)
        );

    /// <summary>Whether people.csv has the people in the order of their ids, each person once.</summary>
    public static bool IsInOrder(string folder, Instruments instruments)
    {
        var reader = new FolderByPerson(folder, instruments);
        var before = "";
        foreach (var row in FolderFiles.Rows(folder, FolderFiles.People, reader.faults.Add))
        {
            var id = reader.rows.Id(row);
            if (string.CompareOrdinal(id, before) <= 0)
                return false;
            before = id;
        }

        return true;
    }

    private IEnumerable<PersonRows> Read(Action<long> progress, HashSet<string>? known)
    {
        using var asked = new OtherFile<AskedRow>(this, FolderFiles.Asked, rows.Asked);
        using var answers = new OtherFile<AnswerRow>(this, FolderFiles.Answers, rows.Answer);
        using var events = new OtherFile<EventRow>(this, FolderFiles.Events, rows.Event);
        foreach (var row in FolderFiles.Rows(folder, FolderFiles.People, faults.Add))
        {
            var person = rows.Person(row);
            Expect(known?.Add(person.Person) != false);
            var read = new PersonRows(
                person,
                asked.Of(person.Person),
                answers.Of(person.Person),
                events.Of(person.Person)
            );
            Expect(
                read.Asked.DistinctBy(one => one.Date).Count() == read.Asked.Count
                    && read.Answers.All(one => one.Given.Place >= 0)
            );
            yield return read;
            progress(row.Offset);
        }

        Expect(asked.IsAtEnd && answers.IsAtEnd && events.IsAtEnd);
    }

    private void Expect(bool holds)
    {
        if (!holds || faults.Count > 0)
            throw new NotMadeException();
    }

    /// <summary>One of the other files of the folder, read up to its next row.</summary>
    private sealed class OtherFile<T> : IDisposable
    {
        private readonly FolderByPerson all;
        private readonly IEnumerator<CsvLine> rows;
        private readonly Func<CsvLine, T> read;
        private int expected;

        public OtherFile(FolderByPerson all, string name, Func<CsvLine, T> read)
        {
            (this.all, this.read) = (all, read);
            rows = FolderFiles.Rows(all.folder, name, all.faults.Add).GetEnumerator();
            Move();
        }

        public bool IsAtEnd { get; private set; }

        public List<T> Of(string person)
        {
            var found = new List<T>(expected);
            for (; !IsAtEnd && all.rows.Id(rows.Current) == person; Move())
            {
                found.Add(read(rows.Current));
                if (all.faults.Count > 0)
                    break;
            }

            all.Expect(true);
            expected = found.Count;
            return found;
        }

        public void Dispose() => rows.Dispose();

        private void Move() => IsAtEnd = !rows.MoveNext();
    }
}
