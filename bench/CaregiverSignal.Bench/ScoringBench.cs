using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures scoring responses to the Caregiver Strain Index in memory, as a ratio to <see cref="PlainCsi"/> over the
/// same array.
/// </summary>
public static class ScoringBench
{
    /// <summary>Responses per call: many calls per round let the runtime compile both loops as in a long run.</summary>
    private const int Batch = 10_000;
    private const double SkippedShare = 0.03;

    /// <summary>Rounds before this are not counted: the runtime is still compiling.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static int Run(int responses, int rounds)
    {
        var csi =
            Installation.LoadQuestionnaires().Instruments?.Find("csi")
            ?? throw new InvalidOperationException("There is no csi in the questionnaires folder.");
        var codes = Responses(responses);
        if (FirstDifference(csi, codes) is { } place)
        {
            Console.Error.WriteLine($"Response {place} scores differently; a ratio would mean nothing.");
            return 1;
        }

        var (plainTimes, ourTimes) = (new List<double>(), new List<double>());
        var start = Stopwatch.GetTimestamp();
        while (plainTimes.Count < rounds)
        {
            var isWarm = Stopwatch.GetElapsedTime(start) > WarmUp;
            var (plainTime, plain) = Timed(codes, Plain);
            var (ourTime, ours) = Timed(codes, batch => Ours(csi, batch));
            if (plain != ours)
            {
                Console.Error.WriteLine($"The totals differ: {plain} and {ours}; a ratio would mean nothing.");
                return 1;
            }

            if (!isWarm)
                continue;
            plainTimes.Add(plainTime);
            ourTimes.Add(ourTime);
            Console.WriteLine(
                Text(
                    $"round {plainTimes.Count}: plain loop {plainTime:0.000} s, Scoring.Score {ourTime:0.000} s, ratio {plainTime / ourTime:0.00}"
                )
            );
        }

        var (plainMedian, ourMedian) = (Median(plainTimes), Median(ourTimes));
        Console.WriteLine(
            Text(
                $"{responses:N0} csi responses, median of {rounds}: plain loop {plainMedian:0.000} s ({PerResponse(plainMedian):0.0} ns each), Scoring.Score {ourMedian:0.000} s ({PerResponse(ourMedian):0.0} ns each), ratio {plainMedian / ourMedian:0.00}; the aim is 0.50"
            )
        );
        return 0;

        double PerResponse(double seconds) => seconds / responses * 1e9;
    }

    /// <summary>
    /// Invented responses, the same on each run; each person has a level of strain of their own, so that every score
    /// occurs.
    /// </summary>
    public static short[] Responses(int count)
    {
        var random = new Random(1);
        var codes = new short[count * PlainCsi.Items];
        for (var response = 0; response < count; response++)
        {
            var strain = random.NextDouble();
            foreach (ref var code in codes.AsSpan(response * PlainCsi.Items, PlainCsi.Items))
            {
                code =
                    random.NextDouble() < SkippedShare ? Scoring.Skipped
                    : random.NextDouble() < strain ? (short)1
                    : (short)0;
            }
        }

        return codes;
    }

    public static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);

    private static int? FirstDifference(Instrument csi, short[] codes)
    {
        var values = new ScaleValue[1];
        for (var place = 0; place < codes.Length; place += PlainCsi.Items)
        {
            var response = codes.AsSpan(place, PlainCsi.Items);
            Scoring.Score(csi, response, values);
            var plain = PlainCsi.Score(response);
            if (values[0] != new ScaleValue("total", plain.Value, plain.Low, plain.High, plain.Band))
                return place / PlainCsi.Items;
        }

        return null;
    }

    private static (double Seconds, Totals Totals) Timed(short[] codes, Func<ReadOnlySpan<short>, Totals> score)
    {
        var totals = new Totals(0, 0, 0, 0);
        var start = Stopwatch.GetTimestamp();
        for (var place = 0; place < codes.Length; place += Batch * PlainCsi.Items)
        {
            totals += score(codes.AsSpan(place, Math.Min(Batch * PlainCsi.Items, codes.Length - place)));
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, totals);
    }

    private static Totals Plain(ReadOnlySpan<short> codes)
    {
        var (low, high, certain, strained) = (0L, 0L, 0, 0);
        for (; !codes.IsEmpty; codes = codes[PlainCsi.Items..])
        {
            var score = PlainCsi.Score(codes[..PlainCsi.Items]);
            low += score.Low;
            high += score.High;
            if (score.Value is not null)
                certain++;
            if (ReferenceEquals(score.Band, "high"))
                strained++;
        }

        return new Totals(low, high, certain, strained);
    }

    private static Totals Ours(Instrument csi, ReadOnlySpan<short> codes)
    {
        var strain = csi.Scales[0].Bands[1].Key;
        var (low, high, certain, strained) = (0.0, 0.0, 0, 0);
        Span<ScaleValue> values = [default];
        for (; !codes.IsEmpty; codes = codes[PlainCsi.Items..])
        {
            Scoring.Score(csi, codes[..PlainCsi.Items], values);
            low += values[0].Low;
            high += values[0].High;
            if (values[0].Value is not null)
                certain++;
            if (ReferenceEquals(values[0].Band, strain))
                strained++;
        }

        return new Totals(low, high, certain, strained);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Totals over the scores: the sums of both bounds, how many are complete, and how many are strained for certain.
    /// </summary>
    private readonly record struct Totals(double Low, double High, int Certain, int Strained)
    {
        public static Totals operator +(Totals one, Totals other) =>
            new(one.Low + other.Low, one.High + other.High, one.Certain + other.Certain, one.Strained + other.Strained);
    }
}
