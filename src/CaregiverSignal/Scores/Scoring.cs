using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Scores;

/// <summary>Raw answers become scale values, by the instrument's definition.</summary>
public static class Scoring
{
    /// <summary>Stands for a skipped item in a row of raw codes; no code is so low.</summary>
    public const short Skipped = short.MinValue;

    /// <summary>How fine a weighted value is kept: far finer than any published weight, and coarser than what adding in another order does.</summary>
    private const int Decimals = 6;

    /// <summary>Every scale of the instrument, in the order of its file.</summary>
    /// <param name="answers">Raw codes by item key; a skipped item has no entry.</param>
    /// <returns>As <see cref="Score(Instrument, ReadOnlySpan{short}, Span{ScaleValue})"/>.</returns>
    /// <exception cref="ArgumentException">An answer to an unknown item, or one that is not among its item's codes.</exception>
    public static IReadOnlyList<ScaleValue> Score(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        var values = new ScaleValue[instrument.Scales.Count];
        Score(instrument, CodesOf(instrument, answers), values);
        return values;
    }

    /// <summary>Every scale of the instrument, in the order of its file, without allocating.</summary>
    /// <param name="codes">A raw code for each item, in the order of the file; <see cref="Skipped"/> where there is no answer.</param>
    /// <param name="values">
    /// One for each scale. Low and High lie within the scale's range (csi total: 0 to 13), both ends included and both
    /// reachable; Value is null while an item is missing; Band is given only when Low and High both fall in it.
    /// </param>
    /// <remarks>
    /// What an answer counts, ranges and bands come with their sources from the instrument's file. A skipped item leaves
    /// a range open instead of being estimated (our choice: an estimate could hide a high value), except where the
    /// source publishes a person-mean rule: then Value is the mean of the answered items times their number, Band is
    /// that of Value, and IsEstimate says so.
    /// </remarks>
    /// <exception cref="ArgumentException">Not one code an item, or a code that is not among its item's codes.</exception>
    public static void Score(Instrument instrument, ReadOnlySpan<short> codes, Span<ScaleValue> values)
    {
        if (codes.Length != instrument.Items.Count) throw new ArgumentException($"{codes.Length} codes are given; {instrument.Key} has {instrument.Items.Count} items.", nameof(codes));
        for (var n = 0; n < instrument.Scales.Count; n++)
        {
            values[n] = Score(instrument.Scales[n], codes, instrument.Missing.MostSkipped);
        }
    }

    /// <summary>The keys of the items without an answer, in the order of the file.</summary>
    public static IReadOnlyList<string> Missing(Instrument instrument, IReadOnlyDictionary<string, int> answers) =>
        [.. instrument.Items.Select(item => item.Key).Where(key => !answers.ContainsKey(key))];

    private static ScaleValue Score(Scale scale, ReadOnlySpan<short> codes, int mostSkipped)
    {
        var (low, high, skipped) = (0.0, 0.0, 0);
        foreach (var part in scale.Items.AsSpan())
        {
            var code = codes[part.Index];
            if (code == Skipped)
            {
                low += part.Least;
                high += part.Most;
                skipped++;
            }
            else
            {
                var count = part.Of(code);
                low += count;
                high += count;
            }
        }
        if (scale.Interactions.Count > 0) (low, high) = WithInteractions(scale, codes);

        (low, high) = scale.Kind switch
        {
            ScaleKind.Mean => (low / scale.Items.Length, high / scale.Items.Length),
            ScaleKind.Weighted => (Kept(scale, low), Kept(scale, high)),
            _ => (low, high),
        };
        if (skipped == 0) return new ScaleValue(scale.Key, low, low, high, scale.BandOf(low, high));
        if (skipped > mostSkipped || skipped == scale.Items.Length || scale.Kind == ScaleKind.Weighted) return new ScaleValue(scale.Key, null, low, high, scale.BandOf(low, high));
        return PersonMean(scale, codes, skipped, low, high);
    }

    /// <summary>Added up anew: what a pair adds is certain only when both answers are.</summary>
    private static (double Low, double High) WithInteractions(Scale scale, ReadOnlySpan<short> codes)
    {
        var (low, high) = (0.0, 0.0);
        for (var place = 0; place < scale.Items.Length; place++)
        {
            if (scale.IsPaired(place)) continue;
            var part = scale.Items[place];
            low += codes[part.Index] == Skipped ? part.Least : part.Of(codes[part.Index]);
            high += codes[part.Index] == Skipped ? part.Most : part.Of(codes[part.Index]);
        }
        foreach (var pair in scale.Interactions)
        {
            var (least, most) = ScaleRange.OfPair(scale.Items, pair, Known(codes[scale.Items[pair.First].Index]), Known(codes[scale.Items[pair.Second].Index]));
            low += least;
            high += most;
        }
        return (low, high);
    }

    private static int? Known(short code) => code == Skipped ? null : code;

    private static double Kept(Scale scale, double value) => Math.Clamp(Math.Round(value, Decimals), scale.Min, scale.Max);

    private static ScaleValue PersonMean(Scale scale, ReadOnlySpan<short> codes, int skipped, double low, double high)
    {
        var sum = 0.0;
        foreach (var part in scale.Items)
        {
            if (codes[part.Index] != Skipped) sum += part.Of(codes[part.Index]);
        }
        var mean = sum / (scale.Items.Length - skipped);
        var value = scale.Kind == ScaleKind.Mean ? mean : mean * scale.Items.Length;
        return new ScaleValue(scale.Key, value, low, high, scale.BandOf(value, value), IsEstimate: true);
    }

    private static short[] CodesOf(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        var codes = new short[instrument.Items.Count];
        var known = 0;
        for (var n = 0; n < codes.Length; n++)
        {
            var item = instrument.Items[n];
            codes[n] = Skipped;
            if (!answers.TryGetValue(item.Key, out var value)) continue;
            if (!item.Allows(value)) throw new ArgumentException($"{value} is no answer to '{item.Key}' of {instrument.Key}; allowed is {item.Allowed}.", nameof(answers));
            codes[n] = (short)value;
            known++;
        }
        if (known == answers.Count) return codes;
        var unknown = answers.Keys.First(key => instrument.Item(key) is null);
        throw new ArgumentException($"'{unknown}' is no item of {instrument.Key}; items are {string.Join(", ", instrument.Items.Select(item => item.Key))}.", nameof(answers));
    }
}
