namespace CaregiverSignal.Bench;

/// <summary>Plain statistics of lists of numbers.</summary>
internal static class Statistics
{
    public static double Variance(List<double> values)
    {
        var (mean, sum) = (values.Average(), 0.0);
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum / values.Count;
    }

    public static double Deviation(List<double> values) => Math.Sqrt(Variance(values));

    /// <summary>Pearson's correlation of two lists of equal length.</summary>
    public static double Correlation(List<double> some, List<double> others)
    {
        var (mean, otherMean, sum) = (some.Average(), others.Average(), 0.0);
        for (var place = 0; place < some.Count; place++)
            sum += (some[place] - mean) * (others[place] - otherMean);
        return sum / some.Count / Math.Sqrt(Variance(some) * Variance(others));
    }

    /// <param name="sorted">Lowest first.</param>
    public static int CountBelow(List<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
