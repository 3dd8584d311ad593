using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>How much is measured: all, or as little as shows which way it goes.</summary>
public sealed record Size(bool IsQuick)
{
    /// <summary>What takes longer than this is not repeated: once says enough.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1.5);

    private int Rounds => IsQuick ? 3 : 5;

    public int Of(int whole) => IsQuick ? whole / 10 : whole;

    /// <summary>The reference and ours, one after the other, so often that chance does not decide.</summary>
    public async Task<(List<T> Ours, List<T> Reference)> AlternateAsync<T>(Func<Task<T>> reference, Func<Task<T>> ours)
    {
        var (watch, measured) = (Stopwatch.StartNew(), (Ours: new List<T>(), Reference: new List<T>()));
        do
        {
            measured.Reference.Add(await reference());
            measured.Ours.Add(await ours());
        } while (measured.Ours.Count < Rounds && watch.Elapsed < Most);
        return measured;
    }
}
