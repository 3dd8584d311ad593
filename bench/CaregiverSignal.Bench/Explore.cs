using System.Globalization;
using CaregiverSignal.Demo;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Bench;

/// <summary>Temporary.</summary>
public static class Explore
{
    private sealed record Row(CohortPerson Person, DateOnly Day, Level Level, string Kinds, string Reds, int? Ahead);

    public static int Run(int people, int seed)
    {
        var installation = Installation.Load([], out _)!;
        foreach (var world in new[] { World.Standard, World.Noisy, World.Heavier, World.Lighter, World.Unanswered }.Take(people < 0 ? 5 : 1))
        {
            One(new CohortOptions(world, Math.Abs(people), 36, seed), installation);
        }

        return 0;
    }

    private static void One(CohortOptions options, Installation installation)
    {
        var settings = installation.Settings.Signals;
        var all = Enumerable.Range(0, options.People).AsParallel().AsOrdered().Select(number =>
        {
            var person = Cohort.Person(options, number, installation.Plan, installation.Instruments);
            var found = new Dictionary<DateOnly, IReadOnlyList<Finding>>();
            var told = Replay.Of(person.History, known => { var r = found[known.Today] = Rules.Judge(known, settings); if (known.Today > person.History.Today.AddDays(2000)) { Console.WriteLine($"LOOP {known.Today} " + string.Join(" | ", r.Select(f => $"{f.Kind} {f.Level} {f.Day} {f.Reason}")) + " contacts " + string.Join(",", known.Contacts.TakeLast(3))); Environment.Exit(1); } return r; });
            return (person, rows: told.Select(one => new Row(person, one.Day, one.Level, Kinds.Join(one.Kinds),
                string.Join('+', found[one.Day].Where(it => it.Level == Level.Red).Select(it => Kinds.Code(it.Kind)).Order()), person.CollapsedOn?.DayNumber - one.Day.DayNumber)).ToList());
        }).ToList();
        var months = all.Sum(one => (one.person.History.Today.DayNumber - one.person.EnrolledOn.DayNumber) / 30.4375);
        var rows = all.SelectMany(one => one.rows).ToList();
        var collapsed = all.Where(one => one.person.CollapsedOn is not null).ToList();
        double InTime(Func<Row, bool> counts) => 100.0 * collapsed.Count(one => one.rows.Exists(row => row.Ahead is >= 14 and <= 180 && counts(row))) / collapsed.Count;
        string Line(IReadOnlyCollection<Row> some)
        {
            var judged = some.Where(row => row.Day <= options.LastDay.AddDays(-180)).ToList();
            return string.Create(CultureInfo.InvariantCulture, $"{100 * some.Count / months,6:0.00} followed {100.0 * judged.Count(row => row.Ahead is > 0 and <= 180) / Math.Max(1, judged.Count),3:0}%  stable {100.0 * some.Count(row => row.Person.Course is Course.Steady or Course.Content) / Math.Max(1, some.Count),3:0}% coping {100.0 * some.Count(row => row.Person.Course == Course.Coping) / Math.Max(1, some.Count),3:0}%");
        }

        var leads = collapsed.Select(one => one.rows.Where(row => row is { Level: Level.Red, Ahead: >= 14 and <= 180 }).Select(row => row.Ahead!.Value).DefaultIfEmpty(0).Max()).Where(x => x > 0).Order().ToList();
        var leadsAny = collapsed.Select(one => one.rows.Where(row => row.Ahead is >= 14 and <= 180).Select(row => row.Ahead!.Value).DefaultIfEmpty(0).Max()).Where(x => x > 0).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"=== {options.World.Name} seed {options.Seed}: collapses {collapsed.Count}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"RED {Line([.. rows.Where(row => row.Level == Level.Red)])} in time {InTime(row => row.Level == Level.Red):0.0}% lead {leads[leads.Count / 2]}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ANY {Line(rows)} in time {InTime(_ => true):0.0}% lead {leadsAny[leadsAny.Count / 2]}"));
        foreach (var one in collapsed.Where(one => !one.rows.Exists(row => row is { Level: Level.Red, Ahead: >= 14 and <= 180 })))
            Console.WriteLine($"  MISS {one.person.Course,-10} " + string.Join(" | ", one.rows.Where(r => r.Ahead <= 420).Select(r => $"{r.Ahead} {(r.Level == Level.Red ? "RED " + r.Reds : r.Kinds)}")));
        foreach (var group in rows.Where(row => row.Level == Level.Red).GroupBy(row => row.Reds).OrderByDescending(group => group.Count()).Take(25)) Console.WriteLine($"  red {group.Key,-30} {Line([.. group])}");
        foreach (var group in rows.Where(row => row.Level == Level.Amber).GroupBy(row => row.Kinds).OrderByDescending(group => group.Count()).Take(25)) Console.WriteLine($"  amber {group.Key,-40} {Line([.. group])}");
        foreach (var group in all.GroupBy(one => one.person.Course).OrderBy(group => group.Key))
        {
            var c = group.Where(one => one.person.CollapsedOn is not null).ToList();
            var m = group.Sum(one => (one.person.History.Today.DayNumber - one.person.EnrolledOn.DayNumber) / 30.4375);
            var red = group.SelectMany(one => one.rows).Count(row => row.Level == Level.Red);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key,-12} n {group.Count(),4} red of all {100 * red / months:0.00} any of all {100 * group.Sum(one => one.rows.Count) / months:0.00} red a year {12 * red / m:0.0} any a year {12 * group.Sum(one => one.rows.Count) / m:0.0}; collapses {c.Count} in time {(c.Count == 0 ? 0 : 100.0 * c.Count(one => one.rows.Exists(row => row.Ahead is >= 14 and <= 180)) / c.Count):0}% red {(c.Count == 0 ? 0 : 100.0 * c.Count(one => one.rows.Exists(row => row.Level == Level.Red && row.Ahead is >= 14 and <= 180)) / c.Count):0}%"));
        }
    }
}
