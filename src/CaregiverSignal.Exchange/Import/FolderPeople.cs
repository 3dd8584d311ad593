using System.Runtime.ExceptionServices;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Goes through all people of a folder with their histories for the rules.</summary>
public static class FolderPeople
{
    /// <param name="plan">Gives the number of days in which a check-in can be answered.</param>
    /// <param name="look">Computes one person's result; several run in parallel. Its exceptions are rethrown.</param>
    /// <returns>The results in the order of people.csv; null if there are faults, all reported at once.</returns>
    public static IReadOnlyList<T>? Look<T>(
        string folder,
        Instruments instruments,
        Plan plan,
        Func<PersonHistory, T> look,
        out IReadOnlyList<Fault> faults
    )
        where T : class
    {
        faults = [];
        if (AsThrown(() => OrderedFolder.Look(folder, instruments, plan, look)) is { } inOrder)
            return inOrder;
        // In any other order, or with faults, everything is read first.
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
        var versions = AnswerChecks.VersionsOf(instruments, whole, found);
        if (found.Count > 0)
            return null;
        var histories = new FolderHistories(instruments, versions, plan);
        var asked = whole.Asked.ToLookup(row => row.Person);
        var answers = whole.Answers.ToDictionary(given => given.Person, given => given.Rows);
        var events = whole.Events.ToLookup(row => row.Person);
        var (seen, wrong) = (new T[whole.People.Count], new List<Fault>[whole.People.Count]);
        AsThrown(() => Parallel.For(0, seen.Length, LookAt));
        found.AddRange(wrong.SelectMany(ofPerson => ofPerson));
        return found.Count == 0 ? seen : null;

        void LookAt(int place)
        {
            var person = whole.People[place];
            var history = histories.Of(
                person,
                [.. asked[person.Person].OrderBy(row => row.Date)],
                [.. answers.GetValueOrDefault(person.Person, [])],
                events[person.Person],
                wrong[place] = []
            );
            if (wrong[place].Count == 0)
                seen[place] = look(history);
        }
    }

    /// <summary>Rethrows the first exception of several threads unchanged.</summary>
    private static T AsThrown<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
            throw;
        }
    }
}
