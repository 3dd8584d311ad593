namespace CaregiverSignal.Trends;

/// <summary>Lines through unevenly spaced answers, and how sure their direction is.</summary>
/// <remarks>Gaps need no filling in: every answer counts by its own day. No season is looked for.</remarks>
public static class RobustSlope
{
    /// <summary>The line that one odd answer cannot tilt: the median of the slopes between all pairs of answers on different days.</summary>
    /// <param name="points">In any order; several may lie on one day.</param>
    /// <returns>
    /// Slope in points of the scale a day; Intercept the median of value − slope × day. Null without two different days.
    /// </returns>
    /// <remarks>Theil 1950; Sen 1968 (J Am Stat Assoc 63:1379); the intercept as method "joint" of scipy's theilslopes.</remarks>
    public static SlopeLine? TheilSen(IReadOnlyList<DayValue> points)
    {
        var slopes = new List<double>(points.Count * points.Count / 2);
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var days = points[i].Day - points[j].Day;
                if (days != 0) slopes.Add((points[i].Value - points[j].Value) / days);
            }
        }

        if (slopes.Count == 0) return null;
        var slope = MedianOf(slopes);
        return new SlopeLine(slope, MedianOf([.. points.Select(point => point.Value - slope * point.Day)]));
    }

    /// <summary>The line of least squares, which uses every answer in full and so bends to an odd one.</summary>
    /// <param name="points">In any order; several may lie on one day.</param>
    /// <returns>Slope in points of the scale a day. Null without two different days.</returns>
    public static SlopeLine? LeastSquares(IReadOnlyList<DayValue> points)
    {
        if (points.Count == 0) return null;
        var (day, value) = (points.Average(point => point.Day), points.Average(point => point.Value));
        var spread = Spread(points);
        if (spread == 0) return null;

        var slope = points.Sum(point => (point.Day - day) * (point.Value - value)) / spread;
        return new SlopeLine(slope, value - slope * day);
    }

    /// <summary>How many standard errors a slope lies above nought, when the error of each answer is known.</summary>
    /// <param name="slope">In points of the scale a day.</param>
    /// <param name="sem">Standard error of measurement, above zero, in points of the scale.</param>
    /// <returns>slope × √Σ(day − mean day)² ÷ sem; below nought for a falling line.</returns>
    /// <remarks>
    /// The standard error is that of least squares. The Theil–Sen slope has the same one with three answers evenly
    /// apart, and one about 2 % larger with many (efficiency 3/π against normal errors; Sen 1968).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The error is not above zero.</exception>
    public static double Sureness(IReadOnlyList<DayValue> points, double slope, double sem)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sem);
        return slope * Math.Sqrt(Spread(points)) / sem;
    }

    private static double Spread(IReadOnlyList<DayValue> points)
    {
        var mean = points.Average(point => point.Day);
        return points.Sum(point => (point.Day - mean) * (point.Day - mean));
    }

    private static double MedianOf(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

/// <summary>A value, in points of its scale, on a day counted from any fixed one.</summary>
public readonly record struct DayValue(int Day, double Value);

/// <summary>A line: Intercept + Slope × day.</summary>
public readonly record struct SlopeLine(double Slope, double Intercept)
{
    public double At(int day) => Intercept + Slope * day;
}
