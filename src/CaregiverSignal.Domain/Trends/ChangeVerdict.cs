using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>What a change between two measurements means: better, worse, or no more than error; and which change the
/// scale had no room for.</summary>
/// <remarks>Jacobson and Truax 1991. Whether somebody also recovered (their other criterion) is not judged
/// here.</remarks>
public static class ChangeVerdict
{
    /// <summary>Unchanged unless the change is reliable; otherwise what it means on a scale of this
    /// direction.</summary>
    public static Verdict VerdictOf(Change change, Direction direction)
    {
        if (!change.Reliable)
            return Verdict.Unchanged;
        return change.Difference > 0 == (direction == Direction.HigherIsWorse) ? Verdict.Worsened : Verdict.Improved;
    }

    /// <summary>Whether a value lies so near an end of its scale that even that end is less than a reliable change away
    /// (floor and ceiling).</summary>
    /// <param name="from">In points of the scale, within its range; both ends count.</param>
    /// <param name="sem">Standard error of measurement, above zero, in points of the scale.</param>
    /// <returns>Worst when the distance to the worst end is at most 1.96 × √2 × sem, so that a reliable worsening
    /// cannot be shown; Best likewise for an improvement; Both on a scale too short for its error; otherwise
    /// None.</returns>
    /// <remarks>Our choice: the source speaks of floor and ceiling effects, not of single values. It follows from the
    /// index and the range alone.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The error is not above zero, or the value lies outside the
    /// scale.</exception>
    public static ChangeLimit LimitAt(double from, Scale scale, double sem)
    {
        if (!(from >= scale.Min && from <= scale.Max))
            throw new ArgumentOutOfRangeException(nameof(from), from, "A value lies within its scale.");
        var isUpShown = ReliableChange.Between(from, scale.Max, sem).Reliable;
        var isDownShown = ReliableChange.Between(from, scale.Min, sem).Reliable;
        var (isWorseShown, isBetterShown) =
            scale.Direction == Direction.HigherIsWorse ? (isUpShown, isDownShown) : (isDownShown, isUpShown);
        return (isWorseShown, isBetterShown) switch
        {
            (true, true) => ChangeLimit.None,
            (false, true) => ChangeLimit.Worst,
            (true, false) => ChangeLimit.Best,
            _ => ChangeLimit.Both,
        };
    }
}

public enum Verdict
{
    Improved,
    Unchanged,
    Worsened,
}

/// <summary>The end of the scale that a value is too near to for a reliable change in that direction.</summary>
public enum ChangeLimit
{
    None,

    /// <summary>A reliable worsening cannot be shown.</summary>
    Worst,

    /// <summary>A reliable improvement cannot be shown.</summary>
    Best,

    /// <summary>Neither can.</summary>
    Both,
}
