namespace CaregiverSignal.Tests.Reports;

/// <summary>
/// What an attacker works out of linear facts about numbers that are not negative: the least and the most that each can
/// be. A plain simplex in two phases with Bland's rule; the facts of a report are small whole numbers.
/// </summary>
internal sealed class Bounds
{
    private const double Tiny = 1e-7;

    private readonly Dictionary<string, int> places = [];
    private readonly List<(Dictionary<int, double> Left, double Right)> atMost = [];
    private readonly Dictionary<int, Start> solved = [];

    /// <summary>That a sum of numbers, each some times, is at most so much.</summary>
    public void AtMost(double right, params IEnumerable<(double Times, string Name)> left)
    {
        var row = new Dictionary<int, double>();
        foreach (var (times, name) in left)
        {
            if (!places.TryGetValue(name, out var place))
                places[name] = place = places.Count;
            row[place] = row.GetValueOrDefault(place) + times;
        }

        atMost.Add((row, right));
    }

    public void Between(string name, double low, double high)
    {
        AtMost(high, (1, name));
        AtMost(-low, (-1, name));
    }

    public void Equal(IEnumerable<(double Times, string Name)> left)
    {
        var all = left.ToList();
        AtMost(0, all);
        AtMost(0, all.Select(pair => (-pair.Times, pair.Name)));
    }

    /// <summary>Whether anything was said of it.</summary>
    public bool Knows(string name) => places.ContainsKey(name);

    /// <summary>The least and the most that a number can be.</summary>
    public (double Low, double High) Of(string name)
    {
        var place = places[name];
        if (!solved.TryGetValue(place, out var start))
        {
            // What has nothing to do with it says nothing of it.
            start = new Start([.. FactsAbout(place)]);
            foreach (var column in start.Columns)
                solved[column] = start;
        }

        return (-start.Most(place, -1), start.Most(place, 1));
    }

    private IEnumerable<(Dictionary<int, double> Left, double Right)> FactsAbout(int place)
    {
        var (reached, isMore) = (new HashSet<int> { place }, true);
        while (isMore)
        {
            var before = reached.Count;
            foreach (var (left, _) in atMost.Where(fact => fact.Left.Keys.Any(reached.Contains)))
                reached.UnionWith(left.Keys);
            isMore = reached.Count > before;
        }

        return atMost.Where(fact => fact.Left.Keys.Any(reached.Contains));
    }

    /// <summary>
    /// Facts that hang together, with some numbers that satisfy them all: from there each aim begins.
    /// </summary>
    private sealed class Start
    {
        private readonly double[][] table;
        private readonly int[] basis;
        private readonly int usable;

        public Start(List<(Dictionary<int, double> Left, double Right)> facts)
        {
            Columns = [.. facts.SelectMany(fact => fact.Left.Keys).Distinct()];
            usable = Columns.Count + facts.Count;
            var width = usable + facts.Count(fact => fact.Right < 0);
            (table, basis) = (new double[facts.Count][], new int[facts.Count]);
            var next = usable;
            for (var row = 0; row < facts.Count; row++)
            {
                var (left, right) = facts[row];
                var flip = right < 0 ? -1 : 1;
                table[row] = new double[width + 1];
                foreach (var (place, times) in left)
                    table[row][Columns.IndexOf(place)] = flip * times;
                table[row][Columns.Count + row] = flip;
                table[row][width] = flip * right;
                basis[row] = flip < 0 ? next++ : Columns.Count + row;
                if (flip < 0)
                    table[row][basis[row]] = 1;
            }

            var lacks = new double[width];
            Array.Fill(lacks, -1, usable, width - usable);
            Assert.True(Solve(table, basis, lacks, width) > -1e-5, "The facts contradict each other.");
            for (var row = 0; row < table.Length; row++)
            {
                if (basis[row] < usable)
                    continue;
                var column = Array.FindIndex(table[row], 0, usable, cell => Math.Abs(cell) > Tiny);
                if (column >= 0)
                    Pivot(table, basis, row, column);
            }
        }

        public List<int> Columns { get; }

        /// <summary>The most of a number, or of its negative.</summary>
        public double Most(int place, double sign)
        {
            var aim = new double[table[0].Length - 1];
            aim[Columns.IndexOf(place)] = sign;
            return Solve([.. table.Select(row => (double[])row.Clone())], [.. basis], aim, usable);
        }
    }

    private static double Solve(double[][] table, int[] basis, double[] aim, int usable)
    {
        var width = aim.Length;
        for (var turn = 0; ; turn++)
        {
            var entering = -1;
            for (var column = 0; column < usable && entering < 0; column++)
            {
                var gain = aim[column];
                for (var row = 0; row < table.Length; row++)
                {
                    if (aim[basis[row]] != 0)
                        gain -= aim[basis[row]] * table[row][column];
                }

                if (gain > Tiny)
                    entering = column;
            }

            Assert.True(turn < 100_000, "It turns in a circle.");
            if (entering < 0)
                return table.Select((row, place) => aim[basis[place]] * row[width]).Sum();
            var leaving = -1;
            var least = double.PositiveInfinity;
            for (var row = 0; row < table.Length; row++)
            {
                if (table[row][entering] <= Tiny)
                    continue;
                var ratio = table[row][width] / table[row][entering];
                if (ratio < least - Tiny || (ratio < least + Tiny && basis[row] < basis[leaving]))
                    (least, leaving) = (ratio, row);
            }

            if (leaving < 0)
                return double.PositiveInfinity;
            Pivot(table, basis, leaving, entering);
        }
    }

    private static void Pivot(double[][] table, int[] basis, int leaving, int entering)
    {
        var pivot = table[leaving][entering];
        for (var column = 0; column < table[leaving].Length; column++)
            table[leaving][column] /= pivot;
        for (var row = 0; row < table.Length; row++)
        {
            var times = table[row][entering];
            if (row == leaving || times == 0)
                continue;
            for (var column = 0; column < table[row].Length; column++)
                table[row][column] -= times * table[leaving][column];
        }

        basis[leaving] = entering;
    }
}
