using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Configuration;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures the verb replay of the packed program over a simulated world, beside Python's csv.reader, which reads the
/// same files and does nothing with them.
/// </summary>
public static class ReplayBench
{
    private const string Reader = """
        import csv, sys
        for path in sys.argv[1:]:
            with open(path, newline="") as file:
                for row in csv.reader(file):
                    pass
        """;

    internal static readonly string[] Files = ["people.csv", "asked.csv", "answers.csv", "events.csv"];

    public static async Task<IReadOnlyList<Result>> RunAsync(Size size)
    {
        using var place = Place.Fresh(null);
        var program = await Packed.UnpackAsync(place.Folder);
        var rows = new List<Result>();
        foreach (var people in new[] { 2_000, 20_000 })
        {
            WriteWorld(place.Folder, people);
            var (ours, python) = await size.AlternateAsync(
                () => Child.Run("/usr/bin/python3", ["-c", Reader, .. Files], place.Folder),
                () => Child.Run(program, ["replay", ".", "--out", "signals.csv"], place.Folder)
            );
            rows.Add(
                new(
                    Goals.Replay.Of(people),
                    [.. ours.Select(run => run.Seconds)],
                    [.. python.Select(run => run.Seconds)]
                )
            );
            rows.Add(
                new(
                    Goals.ReplayMemory,
                    [.. ours.Select(run => run.Megabytes)],
                    [.. python.Select(run => run.Megabytes)]
                )
            );
        }

        return rows;
    }

    /// <summary>Writes people of a simulated world as a folder of files.</summary>
    /// <param name="change">What is made of each, by their number; null where they are written as they are.</param>
    public static void WriteWorld(string folder, int people, Func<WorldPerson, int, WorldPerson>? change = null)
    {
        var installation =
            Installation.Load([], out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
        var asking = new AskingPlan(installation.Plan, installation.Instruments, Worlds.Months);
        var world = Worlds.Draw(Worlds.ToChooseOn[0]);
        WorldFolder.Write(
            folder,
            Enumerable
                .Range(0, people)
                .Select(number => Worlds.Person(world, number, asking))
                .Select((person, number) => change?.Invoke(person, number) ?? person),
            installation.Plan
        );
    }
}
