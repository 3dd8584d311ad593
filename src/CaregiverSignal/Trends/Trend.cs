using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>Reads a series: where the caregiver started, and what the newest answer means beside that.</summary>
public static class Trend
{
    private const int RisesInARow = 3;

    private static readonly Texts Words = Texts.Of("Trends.TrendTexts");

    /// <summary>
    /// The points that the baseline rests on: the first two complete ones, or the only one; oldest first.
    /// </summary>
    /// <remarks>
    /// Two rather than one, because a single first measurement is off by its own error (instruments page 8).
    /// </remarks>
    public static IReadOnlyList<Point> Start(IEnumerable<Point> points) =>
        [.. points.Where(point => point.Value is not null).Take(2)];

    /// <summary>
    /// The mean of the first two complete values, in points of the scale; the first alone when there is no second.
    /// </summary>
    /// <returns>Null without a complete value. Partly answered points never count.</returns>
    public static double? Baseline(Series series) => Start(series.Points) is { Count: > 0 } start ? Mean(start) : null;

    /// <summary>The mean of complete points, in points of the scale.</summary>
    /// <exception cref="InvalidOperationException">There are no points, or one is not complete.</exception>
    public static double Mean(IEnumerable<Point> complete) => complete.Average(point => point.Value!.Value);

    /// <summary>Whether a point differs from the start by more than the scale's error (95%).</summary>
    /// <remarks>
    /// The start is the baseline of the answers before the point: the second answer is compared with the first, not
    /// with a mean that contains half of itself. Answers to another version of the questionnaire are left out.
    /// </remarks>
    /// <returns>None for a partly answered point, without an earlier complete one, or for a scale without published
    /// error.</returns>
    public static ClearChange FromStart(Series series, Point point, Scale scale)
    {
        if (point.Value is not { } value || scale.Error is not { } error)
            return ClearChange.None;
        var start = Start(Before(series, point));
        if (start.Count == 0)
            return ClearChange.None;

        return ChangeVerdict.VerdictOf(ReliableChange.Between(Mean(start), value, error.Sem), scale.Direction) switch
        {
            Verdict.Worsened => ClearChange.Worse,
            Verdict.Improved => ClearChange.Better,
            _ => ClearChange.None,
        };
    }

    /// <summary>What the newest point means, by the scale's direction and error.</summary>
    /// <returns>Null when nothing was ever answered.</returns>
    public static TrendReading? Read(Series series, Scale scale)
    {
        if (series.Points.Count == 0)
            return null;
        var newest = series.Points[^1];
        if (newest.Value is not { } value)
            return TrendReading.Incomplete;

        var before = Before(series, newest);
        if (before.Count == 0)
            return series.Complete.Count() > 1 ? TrendReading.NotComparable : TrendReading.First;

        var clear = FromStart(series, newest, scale);
        if (clear == ClearChange.Worse)
            return TrendReading.ClearlyWorse;
        if (clear == ClearChange.Better)
            return TrendReading.ClearlyBetter;
        if (IsCreeping([.. before, newest], scale))
            return TrendReading.CreepingWorse;
        if (IsHigh(value, scale) && IsHigh(before[^1].Value!.Value, scale))
            return TrendReading.HighUnchanged;
        var start = Start(before);
        if (!Differs(start, value, scale))
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

    /// <summary>The sentence for a reading, without any number of the scale in it.</summary>
    /// <remarks>
    /// A coordinator reads of a difference within a published error that it is not clear, and never that nothing is
    /// known of it.
    /// </remarks>
    public static string Sentence(TrendReading reading, Scale scale, Audience audience)
    {
        var isWithinError =
            scale.Error is not null
            && reading
                is TrendReading.LatelyWorse
                    or TrendReading.LatelyBetter
                    or TrendReading.UncertainWorse
                    or TrendReading.UncertainBetter;
        if (isWithinError && audience == Audience.Coordinator)
            reading = TrendReading.Same;
        var key = $"{audience}.{reading}";
        var hasDirection =
            reading
            is TrendReading.CreepingWorse
                or TrendReading.ClearlyWorse
                or TrendReading.ClearlyBetter
                or TrendReading.LatelyWorse
                or TrendReading.LatelyBetter
                or TrendReading.UncertainWorse
                or TrendReading.UncertainBetter;
        return Words[hasDirection ? $"{key}.{scale.Direction}" : key];
    }

    /// <summary>Whether a worsening can still show, at the newest answer or against the start.</summary>
    /// <remarks>
    /// With a published error this is judged by reliable change (<see cref="ChangeVerdict.LimitAt"/>); without one only
    /// the worst end itself leaves no room. A partly answered newest point has no room when its best possible value has
    /// none. The start is what the next answer would be compared with, of points comparable with the newest only.
    /// </remarks>
    /// <returns>None without any answer.</returns>
    public static NoRoom Room(Series series, Scale scale)
    {
        if (series.Points.Count == 0)
            return NoRoom.None;
        var newest = series.Points[^1];
        if (!CanWorsen(scale.Direction == Direction.HigherIsWorse ? newest.Low : newest.High, scale))
            return NoRoom.Now;

        var start = Start(series.Points.Where(point => point.IsComparableWith(newest)));
        return start.Count == 0 || CanWorsen(Mean(start), scale) ? NoRoom.None : NoRoom.AtStart;
    }

    /// <summary>
    /// The coordinator's sentence for a lack of room, without any number of the scale; a caregiver never reads it.
    /// </summary>
    /// <returns>Null when there is room.</returns>
    public static string? Sentence(NoRoom room, Direction direction) =>
        room == NoRoom.None ? null : Words[$"NoRoom.{room}.{direction}"];

    private static bool CanWorsen(double value, Scale scale)
    {
        // An answer to an older version may lie outside the range of the newest.
        if (value < scale.Min || value > scale.Max)
            return true;
        if (scale.Error is { } error)
            return ChangeVerdict.LimitAt(value, scale, error.Sem) is Limit.None or Limit.Best;
        return scale.Direction == Direction.HigherIsWorse ? value < scale.Max : value > scale.Min;
    }

    private static List<Point> Before(Series series, Point point) =>
        [
            .. series
                .Points.TakeWhile(other => !ReferenceEquals(other, point))
                .Where(other => other.Value is not null && other.IsComparableWith(point)),
        ];

    /// <summary>
    /// Whether a value lies beyond each answer of the start and at least a point from their mean: no answer differs
    /// from another by half a point.
    /// </summary>
    private static bool IsBeyond(IReadOnlyList<Point> start, double value) =>
        Math.Abs(value - Mean(start)) >= 1
        && (start.All(one => one.Value < value) || start.All(one => one.Value > value));

    /// <summary>
    /// Whether a value differs from the start, though not clearly: beyond it on a scale without published error, or far
    /// from the first answer where the first two lay apart, as beside that drawing nothing is "about the same".
    /// </summary>
    private static bool Differs(IReadOnlyList<Point> start, double value, Scale scale) =>
        (scale.Error is null && IsBeyond(start, value)) || IsFar(start[0].Value!.Value, value, scale);

    /// <summary>Whether two values lie at least a quarter of the scale apart (our choice: an eye sees it).</summary>
    private static bool IsFar(double first, double newest, Scale scale) =>
        Math.Abs(newest - first) * 4 >= scale.Max - scale.Min;

    private static bool IsCreeping(IReadOnlyList<Point> complete, Scale scale)
    {
        if (complete.Count <= RisesInARow)
            return false;
        var last = complete.Skip(complete.Count - RisesInARow - 1).Select(point => point.Value!.Value).ToList();
        return last.Zip(last.Skip(1)).All(pair => IsWorse(pair.Second - pair.First, scale));
    }

    private static bool IsWorse(double difference, Scale scale) =>
        scale.Direction == Direction.HigherIsWorse ? difference > 0 : difference < 0;

    private static bool IsHigh(double value, Scale scale) =>
        scale.Direction == Direction.HigherIsWorse && value >= scale.CutOff;
}
