using System.Collections.Concurrent;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>
/// A sound folder whose files all have their people in the order of people.csv, as exports have them: each person is
/// looked at as soon as their rows are read, so that only a few are in memory.
/// </summary>
/// <remarks>One thread at a time goes through it.</remarks>
internal sealed class OrderedFolder : IDisposable
{
    private readonly List<Fault> faults = [];
    private readonly List<ImportedPerson> people;
    private readonly ILookup<string, EventRow> events;
    private readonly RowsByPerson<AskedRow> asked;
    private readonly RowsByPerson<AnswerRow> answers;
    private bool isSound = true;

    private OrderedFolder(string folder, Instruments instruments)
    {
        var (rows, ofAnswers) = (
            new RowReader(instruments, asHistory: true, faults),
            new RowReader(instruments, asHistory: true, faults)
        );
        people = [.. Rows(FolderFiles.People).Select(rows.Person)];
        events = Rows(FolderFiles.Events).Select(rows.Event).ToLookup(row => row.Person);
        asked = new(Rows(FolderFiles.Asked), rows.Id, rows.Asked);
        answers = new(Rows(FolderFiles.Answers), ofAnswers.Id, ofAnswers.Answer);

        IEnumerable<CsvLine> Rows(string name) => FolderFiles.Rows(folder, name, faults.Add);
    }

    /// <inheritdoc cref="FolderPeople.Look"/>
    /// <returns>Null where the folder is another one; then nothing is said of it.</returns>
    public static T[]? Look<T>(string folder, Instruments instruments, Plan plan, Func<PersonHistory, T> look)
        where T : class
    {
        using var read = new OrderedFolder(folder, instruments);
        var known = read.people.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0 || known.Count < read.people.Count || read.events.Any(rows => !known.Contains(rows.Key)))
            return null;
        // Each answer is checked to be one of the newest version, so that is the one that the folder answers.
        var newest = instruments.Keys.ToDictionary(key => key, instruments.Newest, StringComparer.Ordinal);
        var histories = new FolderHistories(instruments, newest, plan);
        var seen = new T[read.people.Count];
        var looked = Parallel.ForEach(
            Partitioner.Create(read.Persons(), EnumerablePartitionerOptions.NoBuffering),
            (person, state) =>
            {
                var (row, wrong) = (read.people[person.Place], new List<Fault>());
                var history = histories.Of(row, person.Asked, person.Answers, read.events[row.Person], wrong);
                if (wrong.Count == 0)
                    seen[person.Place] = look(history);
                else
                    state.Stop();
            }
        );
        // Somebody's rows that nobody came to are of a stranger, or not in order.
        return looked.IsCompleted && read is { isSound: true, asked.IsDone: true, answers.IsDone: true } ? seen : null;
    }

    public void Dispose()
    {
        asked.Dispose();
        answers.Dispose();
    }

    /// <summary>Everybody, until something is not sound.</summary>
    private IEnumerable<(int Place, List<AskedRow> Asked, AnswerRow[] Answers)> Persons()
    {
        for (var place = 0; place < people.Count && isSound; place++)
        {
            List<AskedRow> checkIns = [.. asked.Of(people[place].Person)];
            AnswerRow[] given = [.. answers.Of(people[place].Person)];
            checkIns.Sort((row, other) => row.Date.CompareTo(other.Date));
            isSound =
                faults.Count == 0
                && !checkIns.Zip(checkIns.Skip(1)).Any(pair => pair.First.Date == pair.Second.Date)
                && Array.TrueForAll(given, row => row.Given.Place >= 0);
            if (isSound)
                yield return (place, checkIns, given);
        }
    }
}
