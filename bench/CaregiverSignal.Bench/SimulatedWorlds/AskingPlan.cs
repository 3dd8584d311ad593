using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>The shipped plan and questionnaires in a form in which many people can be asked quickly.</summary>
/// <remarks>Equal answers and values are one shared object.</remarks>
public sealed class AskingPlan
{
    private readonly Plan plan;
    private readonly Dictionary<string, AskedList> lists;
    private readonly List<AskedList[]> turns = [];

    /// <param name="months">The most check-ins for one person.</param>
    public AskingPlan(Plan plan, Instruments instruments, int months)
    {
        this.plan = plan;
        WindowDays = plan.WindowDays;
        lists = plan.Instruments.ToDictionary(
            planned => planned.Key,
            planned => new AskedList(instruments.Newest(planned.Key)),
            StringComparer.Ordinal
        );
        var lastAsked = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var turn = 0; turn <= months; turn++)
            turns.Add(On(turn, lastAsked));
    }

    public int WindowDays { get; }

    public int Turns => turns.Count;

    /// <summary>The questions of a turn, for somebody who is asked every month.</summary>
    internal AskedList[] On(int turn) => turns[turn];

    /// <summary>The questions of a turn, for somebody who may have missed turns.</summary>
    /// <param name="lastAsked">The turn that last asked an instrument, by key; this turn is added to it.</param>
    internal AskedList[] On(int turn, Dictionary<string, int> lastAsked)
    {
        var keys = PlanDays.Instruments(plan, turn, lastAsked);
        foreach (var key in keys)
            lastAsked[key] = turn;
        return Scored(keys);
    }

    private AskedList[] Scored(IEnumerable<string> keys) =>
        [.. keys.Select(key => lists[key]).Where(list => !list.IsUnscored)];
}

/// <summary>One questionnaire of the plan.</summary>
internal sealed class AskedList
{
    private readonly Instrument instrument;
    private readonly GivenAnswer[][] answers;

    /// <summary>Values by scale and whole number; made when first needed.</summary>
    private readonly Measured?[][] whole;

    public AskedList(Instrument instrument)
    {
        this.instrument = instrument;
        Items = [.. instrument.Items];
        answers =
        [
            .. Items.Select(item =>
                Enumerable
                    .Range(item.Lowest, item.Highest - item.Lowest + 1)
                    .Select(code => new GivenAnswer(instrument.Key, item.Key, code))
                    .ToArray()
            ),
        ];
        IsHeavyHigh =
        [
            .. Items.Select(item =>
                instrument
                    .Scales.SelectMany(scale => scale.Items.Select(part => (scale, part)))
                    .FirstOrDefault(pair => pair.part.Item.Key == item.Key)
                    is not { scale: { } scale, part: { } part }
                || scale.IsBurden(part)
            ),
        ];
        whole = [.. instrument.Scales.Select(scale => new Measured?[(int)(scale.Max - scale.Min) + 1])];
        Kind = instrument.Key switch
        {
            "csi" => ListKind.Csi,
            "srb" => ListKind.Srb,
            "volhoudtijd" => ListKind.Time,
            "opening" => ListKind.Opening,
            "carerqol" => ListKind.CarerQol,
            "ssl-12-i" => ListKind.Support,
            _ => ListKind.Other,
        };
        Happiness = Array.FindIndex(Items, item => item.Key == "happiness");
        SupportWithCare = Array.FindIndex(Items, item => item.Key == "support");
    }

    public ListKind Kind { get; }

    public Item[] Items { get; }

    /// <summary>For each item, whether its highest code is the heavy end.</summary>
    public bool[] IsHeavyHigh { get; }

    /// <summary>The place of the CarerQol's question on happiness; below 0 when this is another list.</summary>
    public int Happiness { get; }

    /// <summary>The place of the CarerQol's question on support with care, likewise.</summary>
    public int SupportWithCare { get; }

    public bool IsUnscored => instrument.IsUnscored;

    /// <summary>Scores a form by its definition, and adds what was answered.</summary>
    public void Add(ReadOnlySpan<short> codes, List<Measured> values, List<GivenAnswer> given)
    {
        for (var place = 0; place < codes.Length; place++)
        {
            if (codes[place] != Scoring.Skipped)
                given.Add(answers[place][codes[place] - Items[place].Lowest]);
        }

        var scores = new ScaleValue[whole.Length];
        Scoring.Score(instrument, codes, scores);
        for (var scale = 0; scale < scores.Length; scale++)
            values.Add(One(scale, scores[scale]));
    }

    private Measured One(int scale, ScaleValue score)
    {
        var place = score.Value - instrument.Scales[scale].Min;
        if (score.IsEstimate || place is not { } known || known != (int)known)
            return new Measured(instrument.Key, instrument.Version, score);
        return whole[scale][(int)known] ??= new Measured(instrument.Key, instrument.Version, score);
    }
}

/// <summary>How the answers to a questionnaire follow a person's inner state.</summary>
internal enum ListKind
{
    Other,
    Csi,
    Srb,
    Time,
    Opening,
    CarerQol,
    Support,
}
