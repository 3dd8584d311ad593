using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Scores;

/// <summary>Computes scale values from raw answers, by the instrument's definition.</summary>
public static class Scoring
{
    /// <summary>Marks a skipped item in a row of raw codes; no code is this low.</summary>
    public const short Skipped = short.MinValue;

    /// <summary>Decimals kept of a weighted value: far more than any published weight has, and few enough to hide the
    /// order of adding.</summary>
    private const int Decimals = 6;

    /// <summary>Every scale of the instrument, in the order of its file.</summary>
    /// <param name="answers">Raw codes by item key; a skipped item has no entry.</param>
    /// <returns>As <see cref="Score(Instrument, ReadOnlySpan{short}, Span{ScaleValue})"/>.</returns>
    /// <exception cref="ArgumentException">An answer to an unknown item, or one that is not among its item's
    /// codes.</exception>
    public static IReadOnlyList<ScaleValue> Score(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        var values = new ScaleValue[instrument.Scales.Count];
        Score(instrument, CodesOf(instrument, answers), values);
        return values;
    }

    /// <summary>Every scale of the instrument, in the order of its file, without allocating.</summary>
    /// <param name="codes">A raw code for each item, in the order of the file; <see cref="Skipped"/> where there is no
    /// answer.</param>
    /// <param name="values">One for each scale. Low and High lie within the scale's range (csi total: 0 to 13), both
    /// ends included, and both can be reached; Value is null while an item is missing; Band is present only when Low
    /// and High both fall in it.</param>
    /// <remarks>The instrument's file says, with its sources, what an answer counts and which ranges and bands there
    /// are. A skipped item leaves a range instead of an estimate (our choice: an estimate could hide a high value),
    /// except where the source publishes a person-mean rule: then Value is the mean of the answered items times the
    /// number of all items, Band is that of Value, and IsEstimate is true.</remarks>
    /// <exception cref="ArgumentException">There is not one code for each item, or a code is not among its item's
    /// codes.</exception>
    public static void Score(Instrument instrument, ReadOnlySpan<short> codes, Span<ScaleValue> values)
    {
        if (codes.Length != instrument.Items.Count)
            throw WrongNumber(instrument, codes.Length);
        var scales = instrument.ScaleArray.AsSpan();
        for (var n = 0; n < scales.Length; n++)
        {
            var scale = scales[n];
            if (scale.Kind == ScaleKind.Weighted)
                Weigh(scale, codes, out values[n]);
            else
                Add(scale, codes, instrument.Missing.MostSkipped, out values[n]);
        }
    }

    /// <summary>The keys of the items without an answer, in the order of the file.</summary>
    public static IReadOnlyList<string> Missing(Instrument instrument, IReadOnlyDictionary<string, int> answers) =>
        [.. instrument.Items.Select(item => item.Key).Where(key => !answers.ContainsKey(key))];

    private static ArgumentException WrongNumber(Instrument instrument, int codes) =>
        new($"{codes} codes are given; {instrument.Key} has {instrument.Items.Count} items.", nameof(codes));

    /// <summary>Scores a sum, a mean or a count.</summary>
    /// <param name="value">An out parameter: returning the value and copying it took an eighth of the time.</param>
    private static void Add(Scale scale, ReadOnlySpan<short> codes, int mostSkipped, out ScaleValue value)
    {
        var (sum, skipped, least, most) = scale.Run is { } run ? Tally(run, scale, codes) : Tally(scale, codes);
        var (low, high) = (sum + least, sum + most);
        if (skipped > 0 && skipped <= mostSkipped && skipped < scale.Items.Length)
            PersonMean(scale, sum, skipped, low, high, out value);
        else if (scale.Kind == ScaleKind.Mean)
            Mean(scale, skipped, low, high, out value);
        else
            value = new ScaleValue(scale.Key, skipped == 0 ? low : null, low, high, scale.BandOf(low, high));
    }

    /// <summary>Adds up a run of items, which most scales are: the quick way.</summary>
    private static (int Sum, int Skipped, int Least, int Most) Tally(
        ItemRun run,
        Scale scale,
        ReadOnlySpan<short> codes
    )
    {
        var (sum, skipped) = (0, 0);
        var (lowest, width) = (run.Lowest, (uint)(run.Highest - run.Lowest));
        foreach (var code in codes.Slice(run.First, run.Count))
        {
            if ((uint)(code - lowest) <= width)
                sum += code;
            else if (code == Skipped)
                skipped++;
            // Throws for the item that has the wrong code.
            else
                return Tally(scale, codes);
        }
        return (sum, skipped, skipped * run.Lowest, skipped * run.Highest);
    }

    /// <summary>Adds up in whole numbers: without weights an answer counts as its code, its reversed code, one or
    /// nothing.</summary>
    private static (int Sum, int Skipped, int Least, int Most) Tally(Scale scale, ReadOnlySpan<short> codes)
    {
        var (sum, skipped, least, most) = (0, 0, 0, 0);
        foreach (ref readonly var part in scale.Items.AsSpan())
        {
            var code = codes[part.Index];
            if (code == Skipped)
            {
                least += (int)part.Least;
                most += (int)part.Most;
                skipped++;
            }
            else
            {
                sum += (int)part.Of(code);
            }
        }
        return (sum, skipped, least, most);
    }

    private static void Mean(Scale scale, int skipped, int low, int high, out ScaleValue value)
    {
        double count = scale.Items.Length;
        value = new ScaleValue(
            scale.Key,
            skipped == 0 ? low / count : null,
            low / count,
            high / count,
            scale.BandOf(low / count, high / count)
        );
    }

    private static void PersonMean(Scale scale, int sum, int skipped, int low, int high, out ScaleValue value)
    {
        var count = scale.Items.Length;
        var mean = (double)sum / (count - skipped);
        value =
            scale.Kind == ScaleKind.Mean
                ? new ScaleValue(
                    scale.Key,
                    mean,
                    (double)low / count,
                    (double)high / count,
                    scale.BandOf(mean, mean),
                    IsEstimate: true
                )
                : new ScaleValue(
                    scale.Key,
                    mean * count,
                    low,
                    high,
                    scale.BandOf(mean * count, mean * count),
                    IsEstimate: true
                );
    }

    /// <summary>Scores a weighted sum; what a pair adds is certain only when both answers are.</summary>
    private static void Weigh(Scale scale, ReadOnlySpan<short> codes, out ScaleValue value)
    {
        var (low, high, isComplete) = (0.0, 0.0, true);
        for (var place = 0; place < scale.Items.Length; place++)
        {
            ref readonly var part = ref scale.Items.ItemRef(place);
            var code = codes[part.Index];
            isComplete &= code != Skipped;
            var least = code == Skipped ? part.Least : part.Of(code);
            var most = code == Skipped ? part.Most : least;
            if (scale.IsPaired(place))
                continue;
            low += least;
            high += most;
        }
        foreach (var pair in scale.Interactions)
        {
            ref readonly var one = ref scale.Items.ItemRef(pair.First);
            ref readonly var other = ref scale.Items.ItemRef(pair.Second);
            var (least, most) = ScaleRange.OfPair(one, other, pair, Known(codes[one.Index]), Known(codes[other.Index]));
            low += least;
            high += most;
        }
        (low, high) = (Kept(scale, low), Kept(scale, high));
        value = new ScaleValue(scale.Key, isComplete ? low : null, low, high, scale.BandOf(low, high));
    }

    private static int? Known(short code) => code == Skipped ? null : code;

    private static double Kept(Scale scale, double value) =>
        Math.Clamp(Math.Round(value, Decimals), scale.Min, scale.Max);

    private static short[] CodesOf(Instrument instrument, IReadOnlyDictionary<string, int> answers)
    {
        var codes = new short[instrument.Items.Count];
        var known = 0;
        for (var n = 0; n < codes.Length; n++)
        {
            var item = instrument.Items[n];
            codes[n] = Skipped;
            if (!answers.TryGetValue(item.Key, out var value))
                continue;
            if (!item.Allows(value))
                throw new ArgumentException(
                    $"{value} is no answer to '{item.Key}' of {instrument.Key}; allowed is {item.Allowed}.",
                    nameof(answers)
                );
            codes[n] = (short)value;
            known++;
        }
        if (known == answers.Count)
            return codes;
        var unknown = answers.Keys.First(key => instrument.Item(key) is null);
        throw new ArgumentException(
            $"'{unknown}' is no item of {instrument.Key}; items are {string.Join(", ", instrument.Items.Select(item => item.Key))}.",
            nameof(answers)
        );
    }
}
