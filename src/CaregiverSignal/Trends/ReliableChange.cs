namespace CaregiverSignal.Trends;

/// <summary>How a difference between two values compares with the error of measuring.</summary>
public static class ReliableChange
{
    /// <summary>The two-sided 95% point of the normal distribution.</summary>
    public const double Z95 = 1.96;

    /// <summary>The reliable change index of two single measurements on the same scale (Jacobson &amp; Truax 1991).</summary>
    /// <param name="sem">Standard error of measurement in points of the scale; above 0.</param>
    /// <returns>Difference is to − from; Sdiff = √2 · SEM; reliable when |RCI| is above 1.96.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The error is not above 0.</exception>
    public static Change Between(double from, double to, double sem)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sem);
        var difference = to - from;
        var sdiff = Math.Sqrt(2) * sem;
        var rci = difference / sdiff;
        return new Change(difference, sdiff, rci, Math.Abs(rci) > Z95, Z95 * sdiff);
    }
}

/// <summary>A difference with its reliable change index.</summary>
/// <param name="SmallestDetectable">The smallest difference that is no noise with 95% certainty, in points of the scale.</param>
public sealed record Change(double Difference, double Sdiff, double Rci, bool Reliable, double SmallestDetectable);
