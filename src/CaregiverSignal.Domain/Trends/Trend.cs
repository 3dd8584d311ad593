using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>Reads a series: where the caregiver started, and what the newest answer means beside that.</summary>
public static class Trend
{
    private const int RisesInARow = 3;

    /// <summary>A share of the scale that an eye sees (our choice).</summary>
    public const double Seen = .25;

    /// <summary>A share of the scale from which one answer is a fall or a leap, and no course (our choice).</summary>
    public const double Leap = .5;

    /// <summary>What later answers are compared with, oldest first.</summary>
    /// <remarks>With a published error the first complete answer, as the warning sign of a risen strain has it: a mean
    /// with the second would take a slow change into its own start. Without one the first two: nothing tells a
    /// difference from chance, so a value counts only where it lies beyond both.</remarks>
    public static IReadOnlyList<Point> Start(IEnumerable<Point> points, Scale scale) =>
        [.. points.Where(point => point.Value is not null).Take(scale.Error is null ? 2 : 1)];

    /// <summary>The mean of complete points, in points of the scale.</summary>
    /// <exception cref="InvalidOperationException">There are no points, or one is not complete.</exception>
    public static double Mean(IEnumerable<Point> complete) => complete.Average(point => point.Value!.Value);

    /// <summary>Whether a point differs from the first answer by more than the scale's error (95%).</summary>
    /// <remarks>A partly answered point is worse where even its best possible value is. Answers to another version of
    /// the questionnaire are left out.</remarks>
    /// <returns>None without an earlier complete answer, or for a scale without published error.</returns>
    public static ClearChange FromStart(Series series, Point point, Scale scale)
    {
        if (scale.Error is not { } error || Start(Before(series, point), scale) is not [{ Value: { } first }])
            return ClearChange.None;

        var change = ReliableChange.Between(first, point.Value ?? Best(point, scale), error.Sem);
        return ChangeVerdict.VerdictOf(change, scale.Direction) switch
        {
            Verdict.Worsened => ClearChange.Worse,
            Verdict.Improved when point.Value is not null => ClearChange.Better,
            _ => ClearChange.None,
        };
    }

    /// <summary>How far the newest answer lies from the one before it, as a share of the scale.</summary>
    /// <returns>From -1, all of the scale worse, to 1, all of it better; 0 without two complete answers to
    /// compare.</returns>
    public static double SinceLast(Series series, Scale scale) =>
        series.Points is [.., { Value: { } value } newest] && Before(series, newest) is [.., { Value: { } last }]
            ? Moved(last, value, scale)
            : 0;

    private static double Moved(double from, double to, Scale scale) =>
        (scale.Direction == Direction.HigherIsWorse ? from - to : to - from) / (scale.Max - scale.Min);

    /// <summary>What the newest point means, by the scale's direction and error.</summary>
    /// <returns>Null when nothing was ever answered.</returns>
    public static TrendReading? Read(Series series, Scale scale)
    {
        if (series.Points.Count == 0)
            return null;
        var newest = series.Points[^1];
        var clear = FromStart(series, newest, scale);
        if (clear == ClearChange.Worse)
            return TrendReading.ClearlyWorse;
        if (newest.Value is not { } value)
            return TrendReading.Incomplete;

        var before = Before(series, newest);
        if (before.Count == 0)
            return series.Complete.Count() > 1 ? TrendReading.NotComparable : TrendReading.First;

        if (clear == ClearChange.Better)
            return TrendReading.ClearlyBetter;
        if (IsCreeping([.. before, newest], scale))
            return TrendReading.CreepingWorse;
        if (IsHigh(value, scale) && IsHigh(before[^1].Value!.Value, scale))
            return TrendReading.HighUnchanged;
        var start = Start(before, scale);
        if (scale.Error is not null || !Differs(start, value, scale))
            return TrendReading.Same;
        var (first, last) = (start[0].Value!.Value, before[^1].Value!.Value);
        var isLately = before.Count > start.Count && Differs(start, last, scale) && (last > first) == (value > first);
        return (isLately, IsWorse(value - first, scale)) switch
        {
            (true, true) => TrendReading.LatelyWorse,
            (true, false) => TrendReading.LatelyBetter,
            (false, true) => TrendReading.UncertainWorse,
            (false, false) => TrendReading.UncertainBetter,
        };
    }

    /// <summary>Whether a worsening can still show, at the newest answer or against the start.</summary>
    /// <remarks>With a published error this is judged by reliable change (<see cref="ChangeVerdict.LimitAt"/>); without
    /// one only the worst end itself leaves no room. A partly answered newest point has no room when its best possible
    /// value has none. The start is what the next answer would be compared with, of points comparable with the newest
    /// only.</remarks>
    /// <returns>None without any answer.</returns>
    public static CeilingEffect Room(Series series, Scale scale)
    {
        if (series.Points.Count == 0)
            return CeilingEffect.None;
        var newest = series.Points[^1];
        if (!CanWorsen(Best(newest, scale), scale))
            return CeilingEffect.Now;

        var start = Start(series.Points.Where(point => point.IsComparableWith(newest)), scale);
        return start.Count == 0 || CanWorsen(Mean(start), scale) ? CeilingEffect.None : CeilingEffect.AtStart;
    }

    private static bool CanWorsen(double value, Scale scale)
    {
        // An answer to an older version may lie outside the range of the newest.
        if (value < scale.Min || value > scale.Max)
            return true;
        if (scale.Error is { } error)
            return ChangeVerdict.LimitAt(value, scale, error.Sem) is ChangeLimit.None or ChangeLimit.Best;
        return scale.Direction == Direction.HigherIsWorse ? value < scale.Max : value > scale.Min;
    }

    private static double Best(Point point, Scale scale) =>
        scale.Direction == Direction.HigherIsWorse ? point.Low : point.High;

    private static List<Point> Before(Series series, Point point) =>
        [
            .. series
                .Points.TakeWhile(other => !ReferenceEquals(other, point))
                .Where(other => other.Value is not null && other.IsComparableWith(point)),
        ];

    /// <summary>Whether a value lies beyond each answer of the start and at least a point from their mean: no answer
    /// differs from another by half a point.</summary>
    private static bool IsBeyond(IReadOnlyList<Point> start, double value) =>
        Math.Abs(value - Mean(start)) >= 1
        && (start.All(point => point.Value < value) || start.All(point => point.Value > value));

    /// <summary>Whether a value differs from the start of a scale without published error: beyond it, or far from the
    /// first answer where the first two lay apart, as beside that drawing nothing is "about the same".</summary>
    private static bool Differs(IReadOnlyList<Point> start, double value, Scale scale) =>
        IsBeyond(start, value) || IsFar(start[0].Value!.Value, value, scale);

    private static bool IsFar(double first, double newest, Scale scale) =>
        Math.Abs(Moved(first, newest, scale)) >= Seen;

    /// <summary>Worse each time, and none of it a fall: that is no small step.</summary>
    private static bool IsCreeping(IReadOnlyList<Point> complete, Scale scale)
    {
        if (complete.Count <= RisesInARow)
            return false;
        var last = complete.Skip(complete.Count - RisesInARow - 1).Select(point => point.Value!.Value).ToList();
        return last.Zip(last.Skip(1), (from, to) => Moved(from, to, scale)).All(moved => moved is < 0 and >= -Leap);
    }

    private static bool IsWorse(double difference, Scale scale) =>
        scale.Direction == Direction.HigherIsWorse ? difference > 0 : difference < 0;

    private static bool IsHigh(double value, Scale scale) =>
        scale.Direction == Direction.HigherIsWorse && value >= scale.CutOff;
}
