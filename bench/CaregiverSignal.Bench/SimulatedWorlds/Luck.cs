namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// A fast random source with one number as its state (SplitMix64, Steele 2014): the same everywhere for the same seed.
/// </summary>
public struct Luck
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <param name="subject">Keeps what is drawn for one subject independent of what is drawn for another.</param>
    public Luck(int seed, int number, int subject)
    {
        state = ((ulong)(uint)seed << 32) | (uint)number;
        state = Next() + ((ulong)(uint)subject * Step);
        state = Next();
    }

    /// <summary>0 to 1, 1 not included.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Share());

    /// <summary>From 0 up to <paramref name="below"/>, which is not included.</summary>
    public int Whole(int below) => (int)(Share() * below);

    public bool Happens(double chance) => Share() < chance;

    /// <summary>
    /// A nearly normal number with mean 0 and deviation 1, never beyond 6: the sum of twelve uniform draws of 16 bits,
    /// without a function that differs between machines.
    /// </summary>
    public double Normal()
    {
        var sum = 0L;
        for (var draw = 0; draw < 3; draw++)
        {
            var bits = Next();
            sum +=
                (long)(bits & 0xFFFF)
                + (long)((bits >> 16) & 0xFFFF)
                + (long)((bits >> 32) & 0xFFFF)
                + (long)(bits >> 48);
        }

        return (sum + 6 - (6 * 65536.0)) / 65536;
    }

    private ulong Next()
    {
        var mixed = state += Step;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
