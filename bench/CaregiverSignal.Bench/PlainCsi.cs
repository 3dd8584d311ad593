using CaregiverSignal.Scores;

namespace CaregiverSignal.Bench;

/// <summary>
/// The loop that scoring is compared with: written for the Caregiver Strain Index alone, without any checks.
/// </summary>
/// <remarks>
/// Thirteen items, 0 or 1 each (Robinson 1983); no definition, no other kind of scale, no check of codes.
/// </remarks>
public static class PlainCsi
{
    public const int Items = 13;
    private const int CutOff = 7;

    public static PlainScore Score(ReadOnlySpan<short> codes)
    {
        var (low, skipped) = (0, 0);
        foreach (var code in codes)
        {
            if (code == Scoring.Skipped)
                skipped++;
            else
                low += code;
        }

        var high = low + skipped;
        return new PlainScore(
            skipped == 0 ? low : null,
            low,
            high,
            low >= CutOff ? "high"
                : high < CutOff ? "low"
                : null
        );
    }
}

public readonly record struct PlainScore(int? Value, int Low, int High, string? Band);
