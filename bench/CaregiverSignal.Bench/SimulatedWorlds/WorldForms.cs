using CaregiverSignal.Scores;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// How a person in a world answers: their inner state, changed by their own style and by a little noise.
/// </summary>
internal sealed class WorldForms
{
    private const double ChanceToSkip = 0.01;

    /// <summary>The noise in one question on support or in the other lists.</summary>
    private const double Waver = 0.8;

    /// <summary>
    /// The deviations from which a perseverance time is shorter than two years, a year, six months, a month and a week
    /// (our choice).
    /// </summary>
    private static readonly double[] Times = [0.25, 0.75, 1.2, 1.75, 2.3];

    /// <summary>
    /// For each question of the CSI, the deviation from which it is answered with yes, lower for lighter complaints
    /// (our choice).
    /// </summary>
    private static readonly double[] CsiFrom = [-0.1, -0.9, 0.5, -0.6, -0.3, -0.7, 0.1, 0.2, 0.4, -0.1, 0.8, 0.9, 1.2];

    private readonly World world;
    private readonly InnerCourse inner;
    private readonly double style,
        csi,
        srb,
        time,
        happiness,
        opening;
    private readonly double[] csiItems;

    public WorldForms(World world, InnerCourse inner, int number)
    {
        (this.world, this.inner) = (world, inner);
        var luck = new Luck(world.Seed, number, subject: 4);
        style = luck.Normal() * world.Style;
        (csi, srb, time, happiness, opening) = (
            luck.Normal(),
            luck.Normal(),
            luck.Normal(),
            luck.Normal(),
            luck.Normal()
        );
        csiItems = new double[CsiFrom.Length];
        for (var place = 0; place < csiItems.Length; place++)
            csiItems[place] = luck.Normal();
    }

    /// <summary>Fills in one list on a day counted from the enrolment.</summary>
    public void FillIn(AskedList list, int day, ref Luck luck, Span<short> codes)
    {
        switch (list.Kind)
        {
            case ListKind.Csi:
                Csi(day, ref luck, codes);
                break;
            case ListKind.Srb:
                codes[0] = Code(
                    list,
                    0,
                    10 * Math.Round(4.4 + (2.4 * Single(world.Srb, inner.ReportedStrain(day), srb, ref luck)))
                );
                break;
            case ListKind.Time:
                codes[0] = Code(list, 0, Time(day, ref luck));
                break;
            case ListKind.Opening:
                codes[0] = Code(
                    list,
                    0,
                    Math.Round(3.6 - (0.8 * Single(0.7, inner.ReportedStrain(day), opening, ref luck)))
                );
                break;
            default:
                Spread(list, day, ref luck, codes);
                break;
        }

        if (codes.Length == 1)
            return;
        for (var place = 0; place < codes.Length; place++)
        {
            if (luck.Happens(ChanceToSkip))
                codes[place] = Scoring.Skipped;
        }
    }

    /// <summary>The CSI's sum without skipped questions.</summary>
    public int CsiOn(int day, ref Luck luck)
    {
        Span<short> codes = stackalloc short[CsiFrom.Length];
        Csi(day, ref luck, codes);
        var sum = 0;
        foreach (var code in codes)
            sum += code;
        return sum;
    }

    private void Csi(int day, ref Luck luck, Span<short> codes)
    {
        var (ofStrain, ofList, ofMoment) = world.Csi;
        var felt = (ofStrain * inner.ReportedStrain(day)) + (Rest(ofStrain) * csi) + style;
        var (shared, stable) = (Math.Sqrt(ofList), Math.Sqrt(Math.Max(0, 1 - ofList - ofMoment)));
        var moment = Math.Sqrt(ofMoment);
        var mood = 0.5 * moment * luck.Normal();
        for (var place = 0; place < codes.Length; place++)
        {
            var off = mood + (0.87 * moment * luck.Normal());
            codes[place] = (short)(
                (shared * felt) + (stable * csiItems[place]) + off + world.CsiLevel > CsiFrom[place] ? 1 : 0
            );
        }
    }

    private int Time(int day, ref Luck luck)
    {
        var (ofPerseverance, ofStrain, shift) = world.Time;
        var known = (ofPerseverance * inner.Perseverance(day)) + (ofStrain * inner.ReportedStrain(day));
        var rest = Math.Sqrt(
            Math.Max(
                0.05,
                1
                    - (ofPerseverance * ofPerseverance)
                    - (ofStrain * ofStrain)
                    - (2 * ofPerseverance * ofStrain * world.Correlation)
            )
        );
        var felt = known + (rest * ((0.8 * time) + (0.6 * luck.Normal()))) + style + shift;
        var answer = 6;
        while (answer > 1 && felt > Times[6 - answer])
            answer--;
        return answer;
    }

    /// <summary>The value of a single question: half of its own variance is lifelong.</summary>
    private double Single(double weight, double reported, double own, ref Luck luck) =>
        (weight * reported) + (Rest(weight) * ((0.7 * own) + (0.71 * luck.Normal()))) + style;

    private void Spread(AskedList list, int day, ref Luck luck, Span<short> codes)
    {
        var (strain, support) = (inner.ReportedStrain(day) + style, inner.Support(day) - (0.5 * style));
        for (var place = 0; place < codes.Length; place++)
        {
            var off = Waver * luck.Normal();
            codes[place] = list.Kind switch
            {
                ListKind.Support => Code(list, place, Math.Round(2.5 + (0.45 * support) + (0.7 * off))),
                ListKind.CarerQol when place == list.Happiness => Code(list, place, Math.Round(Happy(day, ref luck))),
                ListKind.CarerQol when place == list.SupportWithCare => Code(
                    list,
                    place,
                    Math.Round(1 + (0.5 * support) + (0.5 * off))
                ),
                _ => Part(list, place, (0.7 * strain) + off),
            };
        }
    }

    private double Happy(int day, ref Luck luck)
    {
        var (mean, deviation, ofStrain) = world.Happiness;
        var rest = Math.Sqrt(Math.Max(0.1, 1 - (ofStrain * ofStrain)));
        var felt =
            (rest * ((0.6 * inner.Satisfaction(day)) + (0.65 * happiness) + (0.4 * luck.Normal())))
            - (ofStrain * inner.ReportedStrain(day))
            - (0.5 * style);
        return mean + (deviation * felt);
    }

    /// <summary>
    /// The answer to any other question: the middle answer for the average person, and towards the heavy end as care
    /// gets heavier.
    /// </summary>
    private static short Part(AskedList list, int place, double felt)
    {
        var item = list.Items[place];
        var part = Math.Clamp(0.4 + (0.22 * felt), 0, 1);
        var heavy = list.IsHeavyHigh[place] ? part : 1 - part;
        return (short)Math.Round(item.Lowest + (heavy * (item.Highest - item.Lowest)));
    }

    private static double Rest(double weight) => Math.Sqrt(1 - (weight * weight));

    private static short Code(AskedList list, int place, double value) =>
        (short)Math.Clamp(value, list.Items[place].Lowest, list.Items[place].Highest);
}
