using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Demo;

/// <summary>How far answers are off at the same strain, made so that scores have their published errors of measurement.</summary>
/// <param name="Size">1 for the published errors, 2 for twice as large, 0 for none.</param>
/// <remarks>
/// The CSI is off by 1.0 (Post 2007) and the CarerQol-VAS by 0.67 (from Kraijo 2015 and repub.eur.nl/pub/31862), both
/// where neither end of the scale is near. The split into mood of the day, list and answer is ours, and so are the errors
/// of all other questions: as those of the CSI for a list, as that of the VAS for a single question.
/// </remarks>
public sealed record Noise(double Size)
{
    /// <summary>Strain between the points at which two neighbouring questions of the CSI turn to yes.</summary>
    private const double CsiStep = 0.068;

    private const double CsiError = 1.0;
    private const double VasError = 0.67;

    /// <summary>Points of the VAS that the strain takes from nothing to all.</summary>
    private const double VasRange = 6;

    /// <summary>In strain: on some days all is heavier, in every answer (ours).</summary>
    private const double Mood = 0.03;

    /// <summary>In strain, for each answer of a list (ours).</summary>
    private const double InList = 0.04;

    /// <summary>A whole number stands for everything within half a point.</summary>
    private const double Rounding = 1.0 / 12;

    public static readonly Noise None = new(0);

    /// <summary>The variance of a count of questions, each off by itself, grows with their spread over the distance between them.</summary>
    private static readonly double ListShift = CsiStep * Math.Sqrt(
        (CsiError * CsiError) - (InList / Math.Sqrt(Math.PI) / CsiStep) - (Mood * Mood / CsiStep / CsiStep));

    /// <summary>In strain, the mood of a day: the same for all that is asked that day.</summary>
    public double OfDay(Random luck) => Normal(luck, Mood * Size);

    /// <summary>In strain, the same for all answers of one list.</summary>
    public double OfList(Instrument instrument, Random luck) =>
        Size == 0 || instrument.Items.Count == 1 ? 0 : Normal(luck, ListShift * Size);

    /// <summary>In strain, for all answers of one list: some say yes sooner than others, at any time (ours).</summary>
    /// <param name="leanings">A fresh source with a seed of the person and the questionnaire.</param>
    public double LeaningOf(Instrument instrument, Random leanings) =>
        Size == 0 || instrument.Items.Count == 1 ? 0 : Leaning(leanings, 0.06);

    /// <summary>In strain, for one question that stands by itself; most for happiness, which care explains least of (ours).</summary>
    public double LeaningOf(Instrument instrument, Item item, Random leanings) => Size == 0 ? 0
        : instrument.Items.Count == 1 ? Leaning(leanings, 0.06)
        : item.Codes.Count > 10 ? Leaning(leanings, 0.18)
        : 0;

    /// <summary>In strain, for one answer.</summary>
    /// <remarks>With the square of the size in a list, so that the error of its count grows with the size.</remarks>
    public double OfAnswer(Instrument instrument, Item item, Random luck)
    {
        if (Size == 0) return 0;
        if (instrument.Items.Count == 1) return Normal(luck, Single(shared: Mood));
        return item.Codes.Count > 10
            ? Normal(luck, Single(shared: Math.Sqrt((Mood * Mood) + (ListShift * ListShift))))
            : Normal(luck, InList * Size * Size);
    }

    /// <summary>From the sum of twelve even draws: exact enough, and the same on every machine.</summary>
    public static double Normal(Random luck, double deviation)
    {
        var sum = -6.0;
        for (var draw = 0; draw < 12; draw++) sum += luck.NextDouble();
        return sum * deviation;
    }

    /// <summary>Nobody leans so far that a light strain looks heavy.</summary>
    private static double Leaning(Random leanings, double deviation) =>
        Math.Clamp(Normal(leanings, deviation), -1.5 * deviation, 1.5 * deviation);

    /// <summary>What is left of the VAS's error for one answer after what it shares with others, and the rounding.</summary>
    private double Single(double shared)
    {
        var error = VasError * Size / VasRange;
        return Math.Sqrt(Math.Max(0, (error * error) - (shared * shared * Size * Size) - (Rounding / VasRange / VasRange)));
    }
}
