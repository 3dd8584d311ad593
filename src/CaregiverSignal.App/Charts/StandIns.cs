using System.Globalization;

namespace CaregiverSignal.Charts;

/// <summary>
/// What is drawn for a text in letters that <see cref="InterFont"/> lacks, such as Arabic ones: Skia would lose them,
/// so Latin letters about as wide keep the place, and the browser writes the text there in a font of its own.
/// </summary>
internal sealed class StandIns
{
    /// <summary>An Arabic letter is about this part of an n wide (our measure).</summary>
    private const double Narrower = .75;

    private readonly Dictionary<string, string> drawn = new(StringComparer.Ordinal);

    /// <returns>The text itself where the font has it.</returns>
    public string For(string text)
    {
        if (text.Length == 0 || ChartImage.Font.Has(text))
            return text;
        if (!drawn.TryGetValue(text, out var standIn))
        {
            var letters = text.Count(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.Format);
            standIn = FormattableString.Invariant($"n{drawn.Count}").PadRight((int)(letters * Narrower), 'n');
            drawn.Add(text, standIn);
        }
        return standIn;
    }

    /// <returns>Null for what stands for nothing.</returns>
    public string? Behind(string standIn) =>
        drawn.FirstOrDefault(entry => entry.Value == standIn).Key is { } text ? Languages.Isolated(text) : null;
}
