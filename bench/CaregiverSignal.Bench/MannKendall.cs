using CaregiverSignal.Trends;

namespace CaregiverSignal.Bench;

/// <summary>The distribution-free test for a rising series (Mann 1945, Kendall 1975), one-sided.</summary>
public static class MannKendall
{
    /// <summary>With more points the normal distribution is near enough, and counts no longer fit a double exactly.</summary>
    private const int Exact = 18;

    /// <summary>The chance of a Kendall S this high or higher without any trend, ties as they are.</summary>
    /// <remarks>
    /// Exact up to 18 points: among orderings of values with ties the number of falls is distributed as the
    /// coefficients of the Gaussian multinomial. Above that normal, with correction for ties and continuity.
    /// </remarks>
    public static double ChanceOfRise(IReadOnlyList<DayValue> points)
    {
        var values = points.OrderBy(point => point.Day).Select(point => point.Value).ToList();
        var (rises, falls) = (0, 0);
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (values[i] > values[j]) rises++;
                if (values[i] < values[j]) falls++;
            }
        }

        var ties = values.GroupBy(value => value).Select(group => group.Count()).ToList();
        return values.Count <= Exact ? ExactChance(values.Count, ties, falls) : NormalChance(values.Count, ties, rises - falls);
    }

    /// <summary>Whether some chances come out as counted by hand: 1 of the 6 orderings of three, 1 and 4 of the 24 of four, 5 and 14 of the 120 of five.</summary>
    public static bool IsAsCounted() =>
        IsNear([1, 2, 3], 0.167) && IsNear([1, 2, 3, 4], 0.042) && IsNear([1, 2, 4, 3], 0.167) && IsNear([1, 2, 3, 5, 4], 0.042) && IsNear([2, 1, 3, 5, 4], 0.117);

    private static bool IsNear(double[] values, double counted) =>
        Math.Abs(ChanceOfRise([.. values.Select((value, day) => new DayValue(day, value))]) - counted) < 0.0005;

    private static double ExactChance(int count, List<int> ties, int falls)
    {
        var orderings = new double[count * (count - 1) / 2 + 1];
        orderings[0] = 1;
        for (var size = 2; size <= count; size++) Multiply(orderings, size);
        foreach (var size in ties.SelectMany(tie => Enumerable.Range(2, tie - 1))) Divide(orderings, size);
        return orderings.Take(falls + 1).Sum() / orderings.Sum();
    }

    /// <summary>Times 1 + q + … + q^(size − 1).</summary>
    private static void Multiply(double[] polynomial, int size)
    {
        for (var power = polynomial.Length - 1; power >= 0; power--)
        {
            for (var less = 1; less < size && less <= power; less++) polynomial[power] += polynomial[power - less];
        }
    }

    private static void Divide(double[] polynomial, int size)
    {
        for (var power = 0; power < polynomial.Length; power++)
        {
            for (var less = 1; less < size && less <= power; less++) polynomial[power] -= polynomial[power - less];
        }
    }

    private static double NormalChance(int count, List<int> ties, int s)
    {
        var variance = (Term(count) - ties.Sum(Term)) / 18;
        return variance == 0 ? 1 : Normal.Above((s - 1) / Math.Sqrt(variance));

        static double Term(int n) => (double)n * (n - 1) * (2 * n + 5);
    }
}

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The chance of a value above z, to seven decimals (Abramowitz and Stegun 26.2.17).</summary>
    public static double Above(double z)
    {
        if (z < 0) return 1 - Above(-z);
        var t = 1 / (1 + 0.2316419 * z);
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series;
    }

    public static double Draw(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
