using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Goes through all people of a folder, each with their history for the rules.</summary>
public static class FolderPeople
{
    /// <param name="plan">Gives the number of days in which a check-in can be answered.</param>
    /// <param name="look">Works out the result for one person; several run in parallel.</param>
    /// <returns>The results in the order of people.csv; null when there are faults, which are all reported at
    /// once.</returns>
    public static IReadOnlyList<T>? Look<T>(
        string folder,
        Instruments instruments,
        Plan plan,
        Func<PersonHistory, T> look,
        out IReadOnlyList<Fault> faults
    )
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
        var versions = AnswerChecks.VersionsOf(instruments, whole, found);
        if (found.Count > 0)
            return null;
        var histories = new FolderHistories(instruments, versions, plan);
        var asked = whole.Asked.ToLookup(row => row.Person);
        var answers = whole.Answers.ToDictionary(one => one.Person, one => one.Rows);
        var events = whole.Events.ToLookup(row => row.Person);
        var seen = whole.People.AsParallel().AsOrdered().Select(LookAt).ToList();
        found.AddRange(seen.SelectMany(one => one.Faults));
        return found.Count == 0 ? seen.ConvertAll(one => one.Result!) : null;

        (T? Result, List<Fault> Faults) LookAt(PersonRow person)
        {
            var wrong = new List<Fault>();
            var history = histories.Of(
                person,
                asked[person.Person],
                answers.GetValueOrDefault(person.Person, []),
                events[person.Person],
                wrong
            );
            return (wrong.Count == 0 ? look(history) : default, wrong);
        }
    }
}
