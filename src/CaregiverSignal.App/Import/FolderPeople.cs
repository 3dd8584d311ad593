using System.Collections.Concurrent;
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
        where T : class
    {
        faults = [];
        if (LookAtPlain(folder, instruments, plan, look) is { } plain)
            return plain;
        return LookAtAny(folder, instruments, plan, look, out faults);
    }

    private static List<T>? LookAtAny<T>(
        string folder,
        Instruments instruments,
        Plan plan,
        Func<PersonHistory, T> look,
        out IReadOnlyList<Fault> faults
    )
        where T : class
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
                [.. asked[person.Person].OrderBy(row => row.Date)],
                [.. answers.GetValueOrDefault(person.Person, [])],
                events[person.Person],
                wrong
            );
            return (wrong.Count == 0 ? look(history) : default, wrong);
        }
    }

    /// <summary>
    /// The same where all files have the people in one order and nothing is wrong, as in an export: each person is
    /// looked at as soon as their rows were read, so that those of only a few are in memory.
    /// </summary>
    /// <returns>Null where it is not so.</returns>
    private static T[]? LookAtPlain<T>(string folder, Instruments instruments, Plan plan, Func<PersonHistory, T> look)
        where T : class
    {
        if (FolderReader.Read(folder, instruments, out _, asHistory: true, withRounds: false) is not { } rest)
            return null;
        var known = rest.People.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
        if (rest.Events.Any(row => !known.Contains(row.Person)))
            return null;
        var newest = instruments.Keys.ToDictionary(key => key, instruments.Newest);
        var histories = new FolderHistories(instruments, newest, plan);
        var (people, events) = (rest.People, rest.Events.ToLookup(row => row.Person));
        var rows = new RowReader(instruments, asHistory: true, []);
        using var asked = new PlainRows<string[]>(
            Path.Combine(folder, FolderFiles.Asked),
            "person,date,instruments",
            rows.PlainAsked
        );
        using var answers = new PlainRows<ItemCode>(
            Path.Combine(folder, FolderFiles.Answers),
            "person,date,instrument,item,value",
            said => rows.PlainGiven(said) is { Place: >= 0 } given ? given : null
        );
        var seen = new T[people.Count];
        Parallel.ForEach(
            Partitioner.Create(PersonByPerson(), EnumerablePartitionerOptions.NoBuffering),
            one =>
            {
                var wrong = new List<Fault>();
                var person = people[one.Place];
                var history = histories.Of(person, one.Asked, one.Given, events[person.Person], wrong);
                if (wrong.Count == 0)
                    seen[one.Place] = look(history);
            }
        );
        // What is left over is of somebody unknown, or stands in another order.
        return asked.IsWhole && answers.IsWhole && seen.All(one => one is not null) ? seen : null;

        IEnumerable<RowsOfPerson> PersonByPerson()
        {
            var given = new List<AnswerRow>();
            var (moreAsked, moreGiven) = (asked.Next(), answers.Next());
            for (var place = 0; place < people.Count; place++)
            {
                var person = people[place].Person;
                var rounds = new List<AskedRow>();
                for (; moreAsked && asked.Person == person; moreAsked = asked.Next())
                {
                    // Two on one day are a fault, which is told by who reads it all.
                    if (rounds.Count > 0 && rounds[^1].Date >= asked.Day)
                        yield break;
                    rounds.Add(new AskedRow(new Place(FolderFiles.Asked, asked.Row), person, asked.Day, asked.Meaning));
                }

                given.Clear();
                for (; moreGiven && answers.Person == person; moreGiven = answers.Next())
                    given.Add(new AnswerRow(answers.Row, answers.Day, answers.Meaning));
                yield return new RowsOfPerson(place, rounds, [.. given]);
            }
        }
    }

    private sealed record RowsOfPerson(int Place, List<AskedRow> Asked, AnswerRow[] Given);
}
