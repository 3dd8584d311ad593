using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>
/// Goes through all people of a folder in the order of people.csv, each with their history for the rules.
/// </summary>
public sealed class FolderPeople(string folder, Instruments instruments, Plan plan)
{
    /// <summary>How many people a processor takes at a time.</summary>
    private const int Share = 32;

    /// <summary>Whether people.csv is in the order of the ids.</summary>
    public bool IsInOrder => FolderByPerson.IsInOrder(folder, instruments);

    /// <param name="look">Works out the result for one person; several run in parallel.</param>
    /// <param name="make">Makes the whole from those results, in order. When the folder turns out not to be in order of
    /// people, it is left by an exception and called again from the beginning, so it must leave nothing behind before
    /// its end.</param>
    /// <param name="progress">Called now and then with how much of people.csv is done, in bytes.</param>
    /// <returns>Null when there are faults; all of them are reported at once.</returns>
    public TMade? Look<TSeen, TMade>(
        Func<PersonHistory, TSeen> look,
        Func<IEnumerable<TSeen>, TMade> make,
        out IReadOnlyList<Fault> faults,
        Action<long>? progress = null
    )
        where TMade : class
    {
        var people = new FileInfo(Path.Combine(folder, FolderFiles.People));
        if (!people.Exists)
            return LookAtWhole(look, make, out faults, _ => { });
        try
        {
            faults = [];
            return make(
                Seen(
                    FolderByPerson.Read(folder, instruments, progress ?? (_ => { })),
                    instruments.Keys.ToDictionary(key => key, instruments.Newest),
                    look,
                    null
                )
            );
        }
        catch (NotMadeException)
        {
            return LookAtWhole(look, make, out faults, part => progress?.Invoke((long)(part * people.Length)));
        }
    }

    private TMade? LookAtWhole<TSeen, TMade>(
        Func<PersonHistory, TSeen> look,
        Func<IEnumerable<TSeen>, TMade> make,
        out IReadOnlyList<Fault> faults,
        Action<double> progress
    )
        where TMade : class
    {
        if (FolderReader.Read(folder, instruments, out faults, asHistory: true) is not { } whole)
            return null;
        var found = new List<Fault>();
        faults = found;
        var known = whole.People.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
        found.AddRange(
            whole
                .Unknown(known.Contains)
                .Select(row => row.Place.Wrong("person", $"'{row.Person}' is not in people.csv"))
        );
        var versions = AnswerChecks.VersionsOf(instruments, whole.Answers, found);
        if (found.Count > 0)
            return null;
        try
        {
            return make(Seen(ByPerson(whole, progress), versions, look, found));
        }
        catch (NotMadeException)
        {
            return null;
        }
    }

    private static IEnumerable<PersonRows> ByPerson(ImportFolder whole, Action<double> progress)
    {
        var asked = whole.Asked.ToLookup(row => row.Person);
        var answers = whole.Answers.ToDictionary(one => one.Person, one => one.Rows);
        var events = whole.Events.ToLookup(row => row.Person);
        foreach (var (place, row) in whole.People.Index())
        {
            progress((double)place / whole.People.Count);
            yield return new PersonRows(
                row,
                [.. asked[row.Person]],
                answers.GetValueOrDefault(row.Person, []),
                [.. events[row.Person]]
            );
        }
    }

    /// <param name="found">Receives all faults; null to stop at the first.</param>
    private IEnumerable<TSeen> Seen<TSeen>(
        IEnumerable<PersonRows> people,
        Dictionary<string, Instrument> versions,
        Func<PersonHistory, TSeen> look,
        List<Fault>? found
    )
    {
        var histories = new FolderHistories(instruments, versions, plan);
        foreach (var (seen, faults) in InOrder(people.Chunk(Share), LookAtShare))
        {
            if (faults.Count > 0 && found is null)
                throw new NotMadeException();
            found?.AddRange(faults);
            foreach (var one in seen)
                yield return one;
        }

        if (found?.Count > 0)
            throw new NotMadeException();

        (List<TSeen> Seen, List<Fault> Faults) LookAtShare(PersonRows[] share)
        {
            var (seen, faults) = (new List<TSeen>(share.Length), new List<Fault>());
            foreach (var rows in share)
            {
                var history = histories.Of(rows, faults);
                if (faults.Count == 0)
                    seen.Add(look(history));
            }

            return (seen, faults);
        }
    }

    /// <summary>
    /// Works on several items in parallel and returns the results in order; it takes no more items than all processors
    /// can work on.
    /// </summary>
    private static IEnumerable<TResult> InOrder<T, TResult>(IEnumerable<T> items, Func<T, TResult> work)
    {
        var running = new Queue<Task<TResult>>();
        foreach (var item in items)
        {
            running.Enqueue(Task.Run(() => work(item)));
            if (running.Count > 2 * Environment.ProcessorCount)
                yield return running.Dequeue().GetAwaiter().GetResult();
        }

        while (running.TryDequeue(out var last))
            yield return last.GetAwaiter().GetResult();
    }
}

/// <summary>Thrown while something is made from a folder, so that nothing half made is left.</summary>
internal sealed class NotMadeException : Exception;
