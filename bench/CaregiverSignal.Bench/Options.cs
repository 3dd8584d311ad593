using System.Globalization;

namespace CaregiverSignal.Bench;

public sealed record Options(int Connections, int Seconds, int Rounds, IReadOnlyList<int> Stored)
{
    public static Options? Read(string[] args)
    {
        if (Pairs(args, ["--connections", "--seconds", "--rounds", "--stored"]) is not { } pairs)
            return null;
        var stored = pairs.Where(pair => pair.Name == "--stored").Select(pair => pair.Number).ToList();
        var last = Last(pairs);
        return new Options(
            last.GetValueOrDefault("--connections", 64),
            last.GetValueOrDefault("--seconds", 10),
            last.GetValueOrDefault("--rounds", 3),
            stored.Count > 0 ? stored : [10_000]
        );
    }

    /// <summary>
    /// Takes <c>--store</c> out of the arguments, and starts a server where it says <c>postgres</c>.
    /// </summary>
    /// <returns>False, with the mistake reported, when there is no such store here.</returns>
    public static bool Store(ref string[] args, out PostgresServer? server)
    {
        server = null;
        var place = Array.IndexOf(args, "--store");
        if (place < 0)
            return true;
        var store = args.ElementAtOrDefault(place + 1);
        args = [.. args[..place], .. args.Skip(place + 2)];
        if (store == "sqlite")
            return true;
        if (store == "postgres")
            return (server = PostgresServer.Start()) is not null;
        Console.Error.WriteLine("--store is sqlite or postgres.");
        return false;
    }

    /// <summary>
    /// Reads options that are given at most once each; null, with the mistake reported, when a name is unknown or its
    /// number is wrong.
    /// </summary>
    public static IReadOnlyDictionary<string, int>? Numbers(string[] args, params string[] names) =>
        Pairs(args, names) is { } pairs ? Last(pairs) : null;

    private static List<(string Name, int Number)>? Pairs(string[] args, params string[] names)
    {
        var pairs = new List<(string, int)>();
        for (var place = 0; place < args.Length; place += 2)
        {
            if (
                place + 1 < args.Length
                && names.Contains(args[place])
                && int.TryParse(args[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0
            )
            {
                pairs.Add((args[place], number));
                continue;
            }

            Console.Error.WriteLine(
                $"Options, each with a whole number above 0: {string.Join(' ', names)}; --stored may be there more than once. Before them: size, ledger, scoring, score-csv, replay, mail, start, judging, worlds, or nothing for the forms."
            );
            return null;
        }

        return pairs;
    }

    private static Dictionary<string, int> Last(List<(string Name, int Number)> pairs) =>
        pairs.GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.Last().Number);
}
