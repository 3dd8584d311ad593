using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Demo;

/// <summary>
/// How an invented caregiver answers at a level of strain: our own rule for a demo, not fitted to any data.
/// </summary>
/// <remarks>
/// Each CSI question is answered with yes from its own level of strain on, the lighter complaints first; other answers
/// follow the strain in steps, towards the heavy end of their question. Everybody has a small lasting leaning in each
/// question, and every answer varies a little.
/// </remarks>
public static class FormAnswers
{
    private const double ChanceToSkip = 0.01;

    /// <summary>The further strain at which "sometimes" becomes "often".</summary>
    private const double OftenAfter = 0.25;

    /// <summary>The strain from which each CSI question is answered with yes.</summary>
    private static readonly Dictionary<string, double> YesFrom = new(StringComparer.Ordinal)
    {
        ["inconvenient"] = 0.10,
        ["plans"] = 0.16,
        ["confining"] = 0.22,
        ["family"] = 0.29,
        ["sleep"] = 0.36,
        ["changed"] = 0.43,
        ["demands"] = 0.50,
        ["emotional"] = 0.56,
        ["upsetting"] = 0.62,
        ["physical"] = 0.68,
        ["work"] = 0.76,
        ["overwhelmed"] = 0.84,
        ["financial"] = 0.92,
    };

    /// <summary>Every item with its raw code; null for a question that is skipped.</summary>
    /// <param name="strain">0 to 1.</param>
    /// <param name="leanings">A fresh source with the person's own seed, so that the leanings are the same each
    /// time.</param>
    public static IReadOnlyDictionary<string, int?> Form(
        Instrument instrument,
        Course course,
        double strain,
        Random leanings,
        Random luck
    )
    {
        var today = strain + Waver(luck, 0.025);
        var form = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var item in instrument.Items)
        {
            var felt = today + Waver(leanings, 0.03);
            var isSkipped = instrument.Items.Count > 1 && course != Course.Content && luck.NextDouble() < ChanceToSkip;
            form[item.Key] = isSkipped ? null : Nearest(item, Answer(instrument, item, course, felt));
        }

        return form;
    }

    private static double Answer(Instrument instrument, Item item, Course course, double felt) =>
        (instrument.Key, item.Key) switch
        {
            ("csi", _) => YesFrom.TryGetValue(item.Key, out var from) && felt > from ? 1 : 0,
            ("mcsi", _) => YesFrom.TryGetValue(item.Key, out var from)
                ? (felt > from ? 1 : 0) + (felt > from + OftenAfter ? 1 : 0)
                : 0,
            ("volhoudtijd", _) => Time(course, felt),
            ("srb", _) => Math.Round(felt * 10) * 10,
            ("opening", _) => 5 - (felt * 4.5),
            ("carerqol", "fulfilment") => course is Course.Devoted or Course.Content ? 2 : 2.2 - (felt * 2),
            ("carerqol", "support") => course == Course.Content ? 2 : 1.9 - (felt * 2),
            ("carerqol", "happiness") => course == Course.Devoted ? 8 : 8.4 - (felt * 6),
            ("carerqol", _) => felt * 2.4,
            ("ssl-12-i", _) => course == Course.Content ? 2 : 3.4 - (felt * 1.9),
            _ => Leaning(instrument, item, course, felt),
        };

    /// <summary>Answers any other question: towards its heavy end as the strain grows, wherever that end is.</summary>
    private static double Leaning(Instrument instrument, Item item, Course course, double felt)
    {
        var (scale, part) = instrument
            .Scales.SelectMany(scale => scale.Items.Select(part => (Scale: scale, Part: part)))
            .FirstOrDefault(one => one.Part.Item.Key == item.Key);
        var heavy = Math.Clamp(Heaviness(instrument.Key, scale?.Key, course, felt + Spread(instrument, item)), 0, 1);
        return scale is null || scale.IsBurden(part)
            ? item.Lowest + (heavy * (item.Highest - item.Lowest))
            : item.Highest - (heavy * (item.Highest - item.Lowest));
    }

    /// <summary>
    /// How heavy a side of caring is at a level of strain, 0 to 1: joy fades last, and never for anyone who is content
    /// or devoted.
    /// </summary>
    private static double Heaviness(string instrument, string? scale, Course course, double felt) =>
        (instrument, scale) switch
        {
            ("cra" or "m-cra-21", "esteem") => course is Course.Devoted or Course.Content ? 0.1 : 0.15 + (0.4 * felt),
            ("cra" or "m-cra-21", "family") => course == Course.Content ? 0.15 : 0.15 + (0.7 * felt),
            ("cra" or "m-cra-21", "finances") => 0.1 + (0.5 * felt),
            ("ssl-d-8", _) => course == Course.Content ? 0.2 : 0.9 * felt,
            _ => felt,
        };

    /// <summary>Makes the first questions of a list heavy sooner than the last, as nobody answers all alike.</summary>
    private static double Spread(Instrument instrument, Item item)
    {
        var place = instrument.Items.TakeWhile(other => other.Key != item.Key).Count();
        return instrument.Items.Count == 1 ? 0 : 0.25 - (0.5 * place / (instrument.Items.Count - 1));
    }

    /// <summary>The perseverance time, 1 to 6; the devoted think that they can go on for ever.</summary>
    private static int Time(Course course, double felt) =>
        felt switch
        {
            _ when course == Course.Devoted => 5,
            < 0.32 => 6,
            < 0.46 => 5,
            < 0.60 => 4,
            < Persona.LessThanAMonthFrom => 3,
            < 0.90 => 2,
            _ => 1,
        };

    private static int Nearest(Item item, double value) =>
        item.Codes.MinBy(code => (Math.Abs(code.Value - value), code.Value))!.Value;

    private static double Waver(Random luck, double width) => (luck.NextDouble() - 0.5) * 2 * width;
}
