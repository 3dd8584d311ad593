namespace CaregiverSignal.Signals.Hindsight;

/// <summary>A 95 % confidence interval around a count, share, rate or median.</summary>
/// <param name="Value">NaN, like both ends, when there was nothing to count.</param>
public sealed record ConfidenceInterval(double Value, double Low, double High)
{
    /// <summary>The standard normal's 97.5th percentile.</summary>
    private const double Z = 1.959964;

    private static readonly ConfidenceInterval None = new(double.NaN, double.NaN, double.NaN);

    /// <summary>A share from 0 to 1, by Wilson's score interval.</summary>
    /// <remarks>Wilson 1927, doi 10.1080/01621459.1927.10502953; recommended for small numbers by Brown, Cai and
    /// DasGupta 2001, doi 10.1214/ss/1009213286.</remarks>
    public static ConfidenceInterval OfShare(int count, int of)
    {
        if (of == 0)
            return None;
        var share = (double)count / of;
        var middle = share + (Z * Z / (2 * of));
        var half = Z * Math.Sqrt((share * (1 - share) / of) + (Z * Z / (4.0 * of * of)));
        var scale = 1 + (Z * Z / of);
        return new ConfidenceInterval(
            share,
            count == 0 ? 0 : (middle - half) / scale,
            count == of ? 1 : (middle + half) / scale
        );
    }

    /// <summary>A number of events per unit of time, by Byar's approximation to the exact Poisson limits.</summary>
    /// <remarks>Breslow and Day 1987, Statistical Methods in Cancer Research II, p. 69. It assumes independent events:
    /// with several of one person the interval is too narrow.</remarks>
    public static ConfidenceInterval OfRate(int count, double units)
    {
        if (units <= 0)
            return None;
        var more = count + 1.0;
        var low = count == 0 ? 0 : count * Math.Pow(1 - (1 / (9.0 * count)) - (Z / (3 * Math.Sqrt(count))), 3);
        var high = more * Math.Pow(1 - (1 / (9 * more)) + (Z / (3 * Math.Sqrt(more))), 3);
        return new ConfidenceInterval(count / units, low / units, high / units);
    }

    /// <summary>A median, with two of the values as its ends: no distribution is assumed.</summary>
    /// <remarks>Campbell and Gardner 1988, doi 10.1136/bmj.296.6634.1454. With fewer than six values no such interval
    /// covers 95 %, and the ends are the lowest and the highest value.</remarks>
    public static ConfidenceInterval OfMedian(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            return None;
        var half = Z * Math.Sqrt(sorted.Count) / 2;
        var low = (int)Math.Round((sorted.Count / 2.0) - half, MidpointRounding.AwayFromZero);
        var high = (int)Math.Round(1 + (sorted.Count / 2.0) + half, MidpointRounding.AwayFromZero);
        var median = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
        return new ConfidenceInterval(
            median,
            sorted[Math.Clamp(low, 1, sorted.Count) - 1],
            sorted[Math.Clamp(high, 1, sorted.Count) - 1]
        );
    }
}
