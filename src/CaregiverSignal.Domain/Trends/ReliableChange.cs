namespace CaregiverSignal.Trends;

/// <summary>Judges whether two measurements differ by more than their errors explain.</summary>
public static class ReliableChange
{
    /// <summary>The two-sided 95 % point of the normal distribution; Jacobson and Truax 1991 use it for reliable
    /// change.</summary>
    public const double Critical = 1.96;

    /// <summary>Compares two values of one scale, in points of that scale.</summary>
    /// <param name="sem">Standard error of measurement, above zero; the same over the whole range (the method's
    /// assumption).</param>
    /// <returns>Difference = to − from; Sdiff = √2 × sem; Rci = Difference / Sdiff; Reliable when |Rci| is above 1.96,
    /// not at it; SmallestDetectable = 1.96 × Sdiff.</returns>
    /// <remarks>After Jacobson and Truax 1991, as computed by the R packages suddengains (define_crit1_cutoff) and MDMA
    /// (rci).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The error is not above zero, or a value is not a
    /// number.</exception>
    public static Change Between(double from, double to, double sem)
    {
        if (!(sem > 0) || double.IsInfinity(sem))
            throw new ArgumentOutOfRangeException(nameof(sem), sem, "A standard error of measurement is above zero.");
        if (!double.IsFinite(from))
            throw new ArgumentOutOfRangeException(nameof(from), from, "A measured value is a number.");
        if (!double.IsFinite(to))
            throw new ArgumentOutOfRangeException(nameof(to), to, "A measured value is a number.");

        var difference = to - from;
        var sdiff = Math.Sqrt(2) * sem;
        var rci = difference / sdiff;
        return new Change(difference, sdiff, rci, Math.Abs(rci) > Critical, Critical * sdiff);
    }
}
