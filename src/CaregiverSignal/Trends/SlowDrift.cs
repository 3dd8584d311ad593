namespace CaregiverSignal.Trends;

/// <summary>A rise that is spread over several answers and more than their errors explain.</summary>
/// <param name="From">The first day; To the last one.</param>
/// <param name="Start">What the Theil–Sen line says on the first day, in points; End on the last. May lie outside the scale.</param>
/// <param name="Count">How many answers it rests on.</param>
public sealed record SlowDrift(int From, int To, double Start, double End, int Count)
{
    /// <summary>A whole number of points, divided by days and multiplied again, does not come out exactly.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Finds a slow rise; for a scale where lower is worse, give the values negated.</summary>
    /// <param name="answers">In any order, of one version of the questions; which of them count (a year, say) is the caller's.</param>
    /// <param name="size">The least rise of the line from the first day to the last, above zero, in points of the scale; that much counts.</param>
    /// <param name="sem">Standard error of measurement, above zero, in points of the scale.</param>
    /// <param name="sureness">How many standard errors the slope must be above nought; that many count.</param>
    /// <returns>
    /// Null with answers on fewer than three days (too early to tell), and unless all of this holds: the Theil–Sen line
    /// makes the size; the gentler of its slope and that of least squares is that sure; the answers before the last day
    /// rise too, so that it does not rest on one answer; and the last answer is not below the median, so that who is
    /// getting better again is left alone.
    /// </returns>
    /// <remarks>
    /// Why both slopes: least squares bends to one bad week, Theil–Sen moves by whole steps on coarse scales; together
    /// they tell stable people less often than Theil–Sen alone, and people with an odd week less often than either
    /// (docs/adr/0009). A higher last answer never ends a drift. Near the ceiling there is no room for the size, and nothing is found: that is for the cut-off to tell.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The error is not above zero.</exception>
    public static SlowDrift? In(IReadOnlyList<DayValue> answers, double size, double sem, double sureness)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sem);
        List<DayValue> points = [.. answers.OrderBy(point => point.Day).ThenBy(point => point.Value)];
        if (!HasThreeDays(points)) return null;

        // The gentler of two slopes is sure when both are; least squares costs least, and seldom is.
        var straight = RobustSlope.LeastSquares(points)!.Value;
        if (!IsSure(straight.Slope)) return null;
        var (from, to) = (points[0].Day, points[^1].Day);
        var robust = RobustSlope.TheilSen(points)!.Value;
        if (robust.Slope * (to - from) < size - Rounding || !IsSure(robust.Slope)) return null;

        var before = points.FindAll(point => point.Day < to);
        var roseBefore = RobustSlope.TheilSen(before) is { Slope: > 0 };
        var fellSince = points[^1].Value < points.Select(point => point.Value).Order().ElementAt(points.Count / 2);
        return roseBefore && !fellSince ? new SlowDrift(from, to, robust.At(from), robust.At(to), points.Count) : null;

        bool IsSure(double slope) => RobustSlope.Sureness(points, slope, sem) >= sureness - Rounding;
    }

    /// <param name="points">In order of their days.</param>
    private static bool HasThreeDays(List<DayValue> points) =>
        points.Count > 2 && points.FindIndex(point => point.Day > points[0].Day) is var second and > 0 && points[^1].Day > points[second].Day;
}
