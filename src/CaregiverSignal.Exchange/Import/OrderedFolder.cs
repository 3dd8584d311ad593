using System.Collections.Concurrent;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>A sound folder whose files all list people in the order of people.csv, as exports do: each person is
/// processed once their rows are read, so that only a few are in memory.</summary>
/// <remarks>One thread at a time goes through it.</remarks>
internal sealed class OrderedFolder : IDisposable
{
    /// <summary>How many people one thread reads in its turn: a turn costs as much as one person's rows.</summary>
    private const int PeopleAtOnce = 16;

    private readonly List<Fault> faults = [];
    private readonly RowReader ofAnswers;
    private readonly IEnumerator<ImportedPerson> people;
    private readonly RowsByPerson<AskedRow> asked;
    private readonly RowsByPerson<AnswerRow> answers;
    private readonly RowsByPerson<EventRow> events;
    private readonly HashSet<string> codes = new(StringComparer.Ordinal);
    private bool isSound = true;

    /// <param name="asHistory">As in <see cref="RowReader"/>.</param>
    private OrderedFolder(string folder, Instruments instruments, bool asHistory)
    {
        var rows = new RowReader(instruments, asHistory, faults);
        ofAnswers = new RowReader(instruments, asHistory, faults);
        people = Lines(FolderFiles.People).Select(rows.Person).GetEnumerator();
        asked = new(Lines(FolderFiles.Asked), rows.Id, rows.Asked);
        answers = new(Lines(FolderFiles.Answers), ofAnswers.Id, ofAnswers.Answer);
        events = new(Lines(FolderFiles.Events), rows.Id, rows.Event);

        IEnumerable<CsvLine> Lines(string name) => FolderFiles.Rows(folder, name, faults.Add);
    }

    /// <returns>Null, without a message, if the folder is different.</returns>
    public static ImportFolder? Read(string folder, Instruments instruments)
    {
        // People who share care are imported together, however far apart they are.
        if (FolderFiles.NamesOfImport.Except(FolderFiles.Names).Any(HasSomething))
            return null;
        using var read = new OrderedFolder(folder, instruments, asHistory: false);
        foreach (var _ in read.Persons(IsGivenOnce)) { }
        return read.IsWhole
            ? new ImportFolder([], [], [], [])
            {
                Given = [.. read.ofAnswers.GivenAnswers],
                ReadInParts = rows => Parts(folder, instruments, rows),
            }
            : null;

        bool HasSomething(string name)
        {
            var isFaulty = false;
            return FolderFiles.Rows(folder, name, _ => isFaulty = true).Any() || isFaulty;
        }
    }

    /// <exception cref="StorageException">The folder has changed.</exception>
    private static IEnumerable<ImportFolder> Parts(string folder, Instruments instruments, int rows)
    {
        using var read = new OrderedFolder(folder, instruments, asHistory: false);
        var (people, asked, answers, events) = (
            new List<ImportedPerson>(),
            new List<AskedRow>(),
            new List<PersonAnswers>(),
            new List<EventRow>()
        );
        var size = 0;
        foreach (var (person, checkIns, given, told) in read.Persons(_ => true))
        {
            if (size >= rows)
            {
                yield return new ImportFolder(people, asked, answers, events);
                (people, asked, answers, events, size) = ([], [], [], [], 0);
            }

            people.Add(person);
            asked.AddRange(checkIns);
            if (given.Length > 0)
                answers.Add(new PersonAnswers(person.Person, given));
            events.AddRange(told);
            size += ImportFolder.RowsOfAPerson + given.Length;
        }

        if (!read.IsWhole)
            throw new StorageException($"{folder}: changed while it was read; import it once more.");
        yield return new ImportFolder(people, asked, answers, events);
    }

    /// <inheritdoc cref="FolderPeople.Look"/>
    /// <returns>Null, without a message, if the folder is different.</returns>
    public static T[]? Look<T>(string folder, Instruments instruments, Plan plan, Func<PersonHistory, T> look)
        where T : class
    {
        using var read = new OrderedFolder(folder, instruments, asHistory: true);
        // Each answer is checked against the newest version, so that is the one that the folder answers.
        var newest = instruments.Keys.ToDictionary(key => key, instruments.Newest, StringComparer.Ordinal);
        var histories = new FolderHistories(instruments, newest, plan);
        var seen = new List<T[]>();
        var looked = Parallel.ForEach(
            Partitioner.Create(
                read.Persons(IsOfTheNewest).Chunk(PeopleAtOnce).Select(Seen),
                EnumerablePartitionerOptions.NoBuffering
            ),
            (some, state) =>
            {
                for (var place = 0; place < some.Persons.Length; place++)
                    if (LookAt(some.Persons[place]) is { } found)
                        some.Found[place] = found;
                    else
                        state.Stop();
            }
        );
        return looked.IsCompleted && read.IsWhole ? [.. seen.SelectMany(some => some)] : null;

        (Rows[] Persons, T[] Found) Seen(Rows[] persons)
        {
            seen.Add(new T[persons.Length]);
            return (persons, seen[^1]);
        }

        T? LookAt(Rows of)
        {
            var wrong = new List<Fault>();
            var history = histories.Of(of.Person, of.Asked, of.Answers, of.Events, wrong);
            return wrong.Count == 0 ? look(history) : null;
        }
    }

    public void Dispose()
    {
        people.Dispose();
        asked.Dispose();
        answers.Dispose();
        events.Dispose();
    }

    /// <summary>Whether there is anybody, and everybody was processed with all rows.</summary>
    private bool IsWhole =>
        isSound && faults.Count == 0 && codes.Count > 0 && asked.IsDone && answers.IsDone && events.IsDone;

    private static bool IsOfTheNewest(AnswerRow[] given) => Array.TrueForAll(given, row => row.Given.Place >= 0);

    private static bool IsGivenOnce(AnswerRow[] given) =>
        given.Select(row => (row.Date, row.Instrument, row.Item)).ToHashSet().Count == given.Length;

    /// <summary>Everybody, until something is unsound.</summary>
    /// <param name="areSound">Whether a person's answers can be accepted.</param>
    private IEnumerable<Rows> Persons(Predicate<AnswerRow[]> areSound)
    {
        while (isSound && people.MoveNext())
        {
            var person = people.Current;
            List<AskedRow> checkIns = [.. asked.Of(person.Person)];
            AnswerRow[] given = [.. answers.Of(person.Person)];
            EventRow[] told = [.. events.Of(person.Person)];
            checkIns.Sort((row, other) => row.Date.CompareTo(other.Date));
            isSound =
                faults.Count == 0
                && codes.Add(person.Person)
                && !checkIns.Zip(checkIns.Skip(1)).Any(pair => pair.First.Date == pair.Second.Date)
                && areSound(given);
            if (isSound)
                yield return new Rows(person, checkIns, given, told);
        }
    }

    private sealed record Rows(ImportedPerson Person, List<AskedRow> Asked, AnswerRow[] Answers, EventRow[] Events);
}
