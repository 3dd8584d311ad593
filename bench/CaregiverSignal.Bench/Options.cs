using System.Globalization;

namespace CaregiverSignal.Bench;

public sealed record Options(int Connections, int Seconds, int Rounds, IReadOnlyList<int> Stored)
{
    public static Options? Read(string[] args)
    {
        var (connections, seconds, rounds, stored) = (64, 10, 3, new List<int>());
        for (var place = 0; place < args.Length; place += 2)
        {
            if (place + 1 == args.Length || !int.TryParse(args[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return Wrong();
            switch (args[place])
            {
                case "--connections": connections = number; break;
                case "--seconds": seconds = number; break;
                case "--rounds": rounds = number; break;
                case "--stored": stored.Add(number); break;
                default: return Wrong();
            }
        }

        return new Options(connections, seconds, rounds, stored.Count > 0 ? stored : [10_000]);
    }

    private static Options? Wrong()
    {
        Console.Error.WriteLine("Options, each with a whole number above 0: --connections --seconds --rounds --stored (more than once)");
        return null;
    }
}
