namespace CaregiverSignal.Bench;

/// <summary>
/// A plain logistic regression by Newton's method, with a small ridge penalty so that it always converges.
/// </summary>
public sealed class Logistic
{
    private const int Steps = 12;
    private const double Ridge = 1e-3;

    private readonly double[] weights;

    private Logistic(double[] weights) => this.weights = weights;

    /// <param name="rows">The features, of which the first is 1; all rows have the same length.</param>
    /// <param name="happened">Whether the outcome happened, for each row.</param>
    public static Logistic Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> happened)
    {
        var size = rows[0].Length;
        var fitted = new Logistic(new double[size]);
        for (var step = 0; step < Steps; step++)
        {
            var (slope, curve) = (new double[size], new double[size, size]);
            for (var n = 0; n < rows.Count; n++)
            {
                var (row, chance) = (rows[n], fitted.Chance(rows[n]));
                var (off, weight) = ((happened[n] ? 1 : 0) - chance, chance * (1 - chance));
                for (var i = 0; i < size; i++)
                {
                    slope[i] += off * row[i];
                    for (var j = 0; j <= i; j++)
                        curve[i, j] += weight * row[i] * row[j];
                }
            }

            for (var i = 0; i < size; i++)
            {
                slope[i] -= Ridge * fitted.weights[i];
                curve[i, i] += Ridge;
            }

            var change = Solve(curve, slope);
            for (var i = 0; i < size; i++)
                fitted.weights[i] += change[i];
        }

        return fitted;
    }

    public double Chance(double[] row)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
            sum += weights[i] * row[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>
    /// Solves by Cholesky decomposition; only the lower half of the matrix is read, and it is overwritten.
    /// </summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                for (var k = 0; k < j; k++)
                    matrix[i, j] -= matrix[i, k] * matrix[j, k];
                matrix[i, j] = i == j ? Math.Sqrt(matrix[i, i]) : matrix[i, j] / matrix[j, j];
            }
        }

        var found = (double[])right.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
                found[i] -= matrix[i, k] * found[k];
            found[i] /= matrix[i, i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
                found[i] -= matrix[k, i] * found[k];
            found[i] /= matrix[i, i];
        }

        return found;
    }
}
