using System.Globalization;

namespace CaregiverSignal.Bench;

/// <summary>
/// The child process that replay is compared with: a program for a single rule, how long people can go on.
/// </summary>
/// <remarks>
/// It trusts its files to have no quotes and no faults, and to be in order. Under six months is red, under two years
/// amber, and after 120 days it notifies again.
/// </remarks>
public static class PlainReplay
{
    private const int AgainAfterDays = 120;

    public static int Run(string folder, string signals)
    {
        var people = File.ReadLines(Path.Combine(folder, "people.csv"))
            .Skip(1)
            .Select(line => line.Split(',')[0])
            .ToHashSet();
        var asked = File.ReadLines(Path.Combine(folder, "asked.csv"))
            .Skip(1)
            .Count(line => people.Contains(line.Split(',')[0]));
        var events = File.ReadLines(Path.Combine(folder, "events.csv"))
            .Skip(1)
            .Count(line => people.Contains(line.Split(',')[0]));

        var notified = new Dictionary<string, (DateOnly Day, int Urgency)>();
        using var output = new StreamWriter(signals);
        output.WriteLine("person,date,level");
        foreach (var line in File.ReadLines(Path.Combine(folder, "answers.csv")).Skip(1))
        {
            var cells = line.Split(',');
            if (cells[2] != "volhoudtijd" || !people.Contains(cells[0]))
                continue;
            var level = int.Parse(cells[4], CultureInfo.InvariantCulture) switch
            {
                <= 3 => 2,
                <= 5 => 1,
                _ => 0,
            };
            var day = DateOnly.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (
                level == 0
                || (
                    notified.TryGetValue(cells[0], out var before)
                    && level <= before.Urgency
                    && day < before.Day.AddDays(AgainAfterDays)
                )
            )
                continue;
            notified[cells[0]] = (day, level);
            output.WriteLine($"{cells[0]},{cells[1]},{(level == 2 ? "red" : "amber")}");
        }

        Console.WriteLine($"{people.Count} people, {asked} check-ins, {events} events, {notified.Count} told");
        return 0;
    }
}
