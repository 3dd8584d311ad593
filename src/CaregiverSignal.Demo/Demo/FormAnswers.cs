using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Demo;

/// <summary>How an invented caregiver answers at a level of strain: our own rule for a demo, not fitted to any
/// data.</summary>
/// <remarks>Answers move towards the heavy end of their question as the strain grows, the first questions of a list
/// sooner than the last; every answer varies a little.</remarks>
internal static class FormAnswers
{
    private const double ChanceToSkip = 0.01;

    /// <summary>What is wished for, with little strain and with more.</summary>
    private static readonly HelpWish[] Wished =
    [
        HelpWish.Nothing,
        HelpWish.Information,
        HelpWish.Peers,
        HelpWish.Practical,
        HelpWish.Talk,
        HelpWish.Respite,
    ];

    /// <summary>Every item with its raw code; null for a question that is skipped.</summary>
    /// <param name="strain">0 to 1.</param>
    public static IReadOnlyDictionary<string, int?> Form(
        Instrument instrument,
        Course course,
        double strain,
        Random luck
    )
    {
        var today = strain + Waver(luck, 0.025);
        var form = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var item in instrument.Items)
        {
            var answer = Answer(instrument, item, course, today + Waver(luck, 0.02));
            var isSkipped = instrument.Items.Count > 1 && course != Course.Content && luck.NextDouble() < ChanceToSkip;
            form[item.Key] = isSkipped ? null : item.Codes.MinBy(code => Math.Abs(code.Value - answer))!.Value;
        }

        return form;
    }

    private static double Answer(Instrument instrument, Item item, Course course, double felt) =>
        (instrument.Key, item.Key) switch
        {
            ("volhoudtijd", _) => Time(course, felt),
            // The page offers steps of ten.
            ("srb", _) => Math.Round(felt * 10) * 10,
            (Wishes.Instrument, Wishes.Wish) => (int)Wished[(int)Math.Clamp(felt * 8, 0, 5)],
            (Wishes.Instrument, Wishes.Barrier) => (int)(
                course == Course.Silent ? HelpBarrier.NotABurden
                : felt > 0.6 ? HelpBarrier.Shame
                : HelpBarrier.None
            ),
            _ => Leaning(instrument, item, course, felt),
        };

    private static double Leaning(Instrument instrument, Item item, Course course, double felt)
    {
        var (scale, part) = instrument
            .Scales.SelectMany(scale => scale.Items.Select(part => (Scale: scale, Part: part)))
            .FirstOrDefault(pair => pair.Part.Item.Key == item.Key);
        var heavy = Math.Clamp(Heaviness(scale?.Key, item.Key, course, felt + Spread(instrument, item)), 0, 1);
        return scale is null || scale.IsBurden(part)
            ? item.Lowest + (heavy * (item.Highest - item.Lowest))
            : item.Highest - (heavy * (item.Highest - item.Lowest));
    }

    /// <summary>Joy fades last, and never for anyone who is content or devoted.</summary>
    private static double Heaviness(string? scale, string item, Course course, double felt) =>
        (scale, item) switch
        {
            ("esteem", _) or (_, "fulfilment" or "happiness") when course is Course.Devoted or Course.Content => 0.1,
            ("esteem", _) => 0.1 + (0.4 * felt),
            _ => felt,
        };

    /// <summary>Makes the first questions of a list heavy sooner than the last, as nobody answers all alike.</summary>
    private static double Spread(Instrument instrument, Item item)
    {
        var place = instrument.Items.TakeWhile(other => other.Key != item.Key).Count();
        return instrument.Items.Count == 1 ? 0 : 0.3 - (0.6 * place / (instrument.Items.Count - 1));
    }

    /// <summary>The perseverance time, 1 to 6; the devoted think that they can go on for ever.</summary>
    private static int Time(Course course, double felt) =>
        felt switch
        {
            _ when course == Course.Devoted => 5,
            < 0.32 => 6,
            < 0.46 => 5,
            < 0.60 => 4,
            < 0.74 => 3,
            < 0.90 => 2,
            _ => 1,
        };

    private static double Waver(Random luck, double width) => (luck.NextDouble() - 0.5) * 2 * width;
}
