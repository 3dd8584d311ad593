namespace CaregiverSignal.Questionnaires;

/// <summary>How far one measurement can be off by chance: the standard error of measurement, in points of the scale,
/// with its source.</summary>
/// <param name="Sd">The standard deviation that it was computed from; null when the source gives the error
/// itself.</param>
/// <param name="Retest">The test-retest reliability that it was computed from.</param>
public sealed record MeasurementError(double Sem, double? Sd, double? Retest, string Source)
{
    /// <summary>The standard error from a standard deviation and a test-retest reliability: sd × √(1 −
    /// retest).</summary>
    /// <param name="sd">In points of the scale, above zero.</param>
    /// <param name="retest">At least 0 and below 1.</param>
    /// <remarks>As computed by the R packages suddengains (define_crit1_cutoff) and MDMA (rci).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number outside those ranges.</exception>
    public static double SemOf(double sd, double retest)
    {
        if (!(sd > 0) || double.IsInfinity(sd))
            throw new ArgumentOutOfRangeException(nameof(sd), sd, "A standard deviation is above zero.");
        if (!(retest >= 0 && retest < 1))
            throw new ArgumentOutOfRangeException(
                nameof(retest),
                retest,
                "A retest reliability is from 0 up to 1, not 1 itself."
            );
        return sd * Math.Sqrt(1 - retest);
    }
}
