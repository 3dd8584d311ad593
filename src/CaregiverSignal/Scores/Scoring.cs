using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Scores;

/// <summary>Raw answers become scale values, by the instrument's definition.</summary>
public static class Scoring
{
    /// <summary>Every scale of the instrument, in the order of its file.</summary>
    /// <param name="answers">Raw codes by item key; a skipped item has no entry.</param>
    /// <returns>
    /// Low and High within the scale's range (csi total: 0 to 13), both ends included; Value is null while an item is
    /// missing; Band is given only when Low and High both fall in it.
    /// </returns>
    /// <remarks>
    /// What an answer counts, ranges and bands come with their sources from the instrument's file. That a skipped item
    /// leaves a range open instead of being estimated is our choice: none of the shipped instruments publishes a rule
    /// for missing items, and an estimate could hide a high value.
    /// </remarks>
    /// <exception cref="ArgumentException">An answer to an unknown item, or one that is not among its item's codes.</exception>
    public static IReadOnlyList<ScaleValue> Score(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        Refuse(instrument, answers);
        return [.. instrument.Scales.Select(scale => Score(scale, answers))];
    }

    /// <summary>The keys of the items without an answer, in the order of the file.</summary>
    public static IReadOnlyList<string> Missing(Instrument instrument, IReadOnlyDictionary<string, int> answers) =>
        [.. instrument.Items.Select(item => item.Key).Where(key => !answers.ContainsKey(key))];

    private static ScaleValue Score(Scale scale, IReadOnlyDictionary<string, int> answers)
    {
        var (low, high, missing) = (0.0, 0.0, 0);
        foreach (var part in scale.Items)
        {
            if (answers.TryGetValue(part.Item.Key, out var code))
            {
                low += part.Counts[code];
                high += part.Counts[code];
            }
            else
            {
                low += part.Least;
                high += part.Most;
                missing++;
            }
        }
        if (scale.Kind == ScaleKind.Mean) (low, high) = (low / scale.Items.Count, high / scale.Items.Count);
        return new ScaleValue(scale.Key, missing == 0 ? low : null, low, high, scale.BandOf(low, high));
    }

    private static void Refuse(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        var known = 0;
        foreach (var item in instrument.Items)
        {
            if (!answers.TryGetValue(item.Key, out var value)) continue;
            if (!item.Allows(value)) throw new ArgumentException($"{value} is no answer to '{item.Key}' of {instrument.Key}; allowed is {item.Allowed}.", nameof(answers));
            known++;
        }
        if (known == answers.Count) return;
        var unknown = answers.Keys.First(key => instrument.Item(key) is null);
        throw new ArgumentException($"'{unknown}' is no item of {instrument.Key}; items are {string.Join(", ", instrument.Items.Select(item => item.Key))}.", nameof(answers));
    }
}
