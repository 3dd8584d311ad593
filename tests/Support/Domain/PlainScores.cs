using Codes = System.Collections.Generic.IReadOnlyDictionary<string, int[]>;
using Formula = System.Func<System.Func<string, int>, double>;

namespace CaregiverSignal.Tests.Scores;

/// <summary>Every score once more, written from the sources and never from the program or its definitions.</summary>
/// <remarks>When the two disagree, the source says who is right; never make one follow the other.</remarks>
internal static class PlainScores
{
    /// <summary>The completions that are all tried; with more of them the ends are found item by item.</summary>
    private const int Few = 250;

    public static IReadOnlyDictionary<string, PlainInstrument> Instruments { get; } =
        new Dictionary<string, PlainInstrument>
        {
            ["csi"] = Csi(),
            ["mcsi"] = Mcsi(),
            ["carerqol"] = CarerQol(),
            ["ssl-12-i"] = Ssl12I(),
            ["ssl-d-8"] = SslD8(),
            ["cra"] = CaregiverReactionAssessment(),
            ["m-cra-21"] = ModifiedReactionAssessment(),
            ["ediz"] = Ediz(),
            ["ediz-plus"] = EdizPlus(),
            ["srb"] = Srb(),
            ["volhoudtijd"] = PerseveranceTime(),
            ["opening"] = Opening(),
            ["zbi-12"] = Zbi12(),
        };

    /// <summary>
    /// Each scale of an instrument; a skipped item has no answer, and leaves its scales without a value.
    /// </summary>
    public static IReadOnlyDictionary<string, PlainScore> Score(
        string instrument,
        IReadOnlyDictionary<string, int> answers
    )
    {
        var (codes, scales) = Instruments[instrument];
        return scales.ToDictionary(scale => scale.Key, scale => Score(scale.Formula, scale.Band, codes, answers));
    }

    /// <summary>
    /// The CarerQol utility, 0 to 100 with published weights: a weight an item, and for the Dutch set one for physical
    /// and mental health together.
    /// </summary>
    /// <param name="answers">Raw codes: 0 no, 1 some, 2 a lot; happiness is left alone.</param>
    /// <param name="weights">One for each of the three codes of each of the seven items.</param>
    /// <param name="interaction">By the raw codes of physical and of mental health; a pair that is not in it counts
    /// nothing.</param>
    /// <returns>Value is null while an item is missing; the ends are those of all 3^k completions, as an interaction
    /// has no ends item by item.</returns>
    /// <remarks>Hoefman 2014 (Dutch, with interaction); Hoefman 2017 (five countries, additive).</remarks>
    public static PlainScore Tariff(
        IReadOnlyDictionary<string, int> answers,
        IReadOnlyDictionary<(string Item, int Code), double> weights,
        IReadOnlyDictionary<(int Physical, int Mental), double>? interaction
    )
    {
        Formula utility = a =>
            weights[("fulfilment", a("fulfilment"))]
            + weights[("relational", a("relational"))]
            + weights[("mental", a("mental"))]
            + weights[("activities", a("activities"))]
            + weights[("financial", a("financial"))]
            + weights[("support", a("support"))]
            + weights[("physical", a("physical"))]
            + (interaction?.GetValueOrDefault((a("physical"), a("mental"))) ?? 0);
        var codes = CarerQol().Codes;
        var missing = Missing(utility, codes, answers);
        var (low, high) = OfEveryCompletion(utility, codes, answers, missing);
        return new PlainScore(missing.Count == 0 ? low : null, low, high, null);
    }

    /// <summary>Robinson 1983: 13 times yes or no, high from 7 (Sullivan).</summary>
    private static PlainInstrument Csi() =>
        new(
            All(
                [0, 1],
                "sleep",
                "inconvenient",
                "physical",
                "confining",
                "family",
                "plans",
                "demands",
                "emotional",
                "upsetting",
                "changed",
                "work",
                "overwhelmed",
                "financial"
            ),
            [new("total", StrainSum, total => total >= 7 ? "high" : "low")]
        );

    /// <summary>Thornton and Travis 2003: no, sometimes, yes; no official cut-off.</summary>
    private static PlainInstrument Mcsi() =>
        new(
            All(
                [0, 1, 2],
                "sleep",
                "inconvenient",
                "physical",
                "confining",
                "family",
                "plans",
                "demands",
                "emotional",
                "upsetting",
                "changed",
                "work",
                "overwhelmed",
                "financial"
            ),
            [new("total", StrainSum)]
        );

    private static double StrainSum(Func<string, int> a) =>
        a("sleep")
        + a("inconvenient")
        + a("physical")
        + a("confining")
        + a("family")
        + a("plans")
        + a("demands")
        + a("emotional")
        + a("upsetting")
        + a("changed")
        + a("work")
        + a("overwhelmed")
        + a("financial");

    /// <summary>
    /// Brouwer 2006: two good things count 0, 1, 2 and five problems 2, 1, 0; happiness stands apart.
    /// </summary>
    private static PlainInstrument CarerQol() =>
        new(
            new Dictionary<string, int[]>(
                All([0, 1, 2], "fulfilment", "relational", "mental", "activities", "financial", "support", "physical")
            )
            {
                ["happiness"] = [.. Enumerable.Range(0, 11)],
            },
            [
                new(
                    "sum",
                    a =>
                        a("fulfilment")
                        + a("support")
                        + (2 - a("relational"))
                        + (2 - a("mental"))
                        + (2 - a("activities"))
                        + (2 - a("financial"))
                        + (2 - a("physical"))
                ),
                new("vas", a => a("happiness")),
            ]
        );

    /// <summary>Van Sonderen: three kinds of support, four items each.</summary>
    private static PlainInstrument Ssl12I() =>
        new(
            All(
                [1, 2, 3, 4],
                "everyday-1",
                "everyday-2",
                "everyday-3",
                "everyday-4",
                "problem-1",
                "problem-2",
                "problem-3",
                "problem-4",
                "esteem-1",
                "esteem-2",
                "esteem-3",
                "esteem-4"
            ),
            [
                new("everyday", a => a("everyday-1") + a("everyday-2") + a("everyday-3") + a("everyday-4")),
                new("problem", a => a("problem-1") + a("problem-2") + a("problem-3") + a("problem-4")),
                new("esteem", a => a("esteem-1") + a("esteem-2") + a("esteem-3") + a("esteem-4")),
                new(
                    "total",
                    a =>
                        a("everyday-1")
                        + a("everyday-2")
                        + a("everyday-3")
                        + a("everyday-4")
                        + a("problem-1")
                        + a("problem-2")
                        + a("problem-3")
                        + a("problem-4")
                        + a("esteem-1")
                        + a("esteem-2")
                        + a("esteem-3")
                        + a("esteem-4")
                ),
            ]
        );

    /// <summary>RIVM (vzinfo.nl): eight items, emotional support is missed from 19.</summary>
    private static PlainInstrument SslD8() =>
        new(
            All(
                [1, 2, 3],
                "missing-1",
                "missing-2",
                "missing-3",
                "missing-4",
                "missing-5",
                "missing-6",
                "missing-7",
                "missing-8"
            ),
            [
                new(
                    "total",
                    a =>
                        a("missing-1")
                        + a("missing-2")
                        + a("missing-3")
                        + a("missing-4")
                        + a("missing-5")
                        + a("missing-6")
                        + a("missing-7")
                        + a("missing-8"),
                    total => total >= 19 ? "missing" : null
                ),
            ]
        );

    /// <summary>Given 1992: 24 items, five means; 3, 7, 13, 15 and 19 turned round.</summary>
    private static PlainInstrument CaregiverReactionAssessment() =>
        new(
            All([1, 2, 3, 4, 5], Numbered("c", 24)),
            [
                new(
                    "esteem",
                    a => (a("c01") + (6 - a("c07")) + a("c09") + a("c12") + a("c17") + a("c20") + a("c23")) / 7.0
                ),
                new("family", a => (a("c02") + a("c06") + (6 - a("c13")) + a("c16") + a("c22")) / 5.0),
                new("finances", a => ((6 - a("c03")) + a("c21") + a("c24")) / 3.0),
                new("schedule", a => (a("c04") + a("c08") + a("c11") + a("c14") + a("c18")) / 5.0),
                new("health", a => (a("c05") + a("c10") + (6 - a("c15")) + (6 - a("c19"))) / 4.0),
            ]
        );

    /// <summary>Malhotra 2012: 21 items numbered anew, four means; 2 turned round.</summary>
    private static PlainInstrument ModifiedReactionAssessment() =>
        new(
            All([1, 2, 3, 4, 5], Numbered("m", 21)),
            [
                new(
                    "schedule-health",
                    a => (a("m01") + a("m04") + a("m06") + a("m07") + a("m13") + a("m14") + a("m16") + a("m18")) / 8.0
                ),
                new("finances", a => (a("m20") + a("m21")) / 2.0),
                new("family", a => ((6 - a("m02")) + a("m08") + a("m10") + a("m12") + a("m15")) / 5.0),
                new("esteem", a => (a("m03") + a("m05") + a("m09") + a("m11") + a("m17") + a("m19")) / 6.0),
            ]
        );

    /// <summary>Pot 1995: nee! and nee count nothing; min of meer, ja and ja! count one.</summary>
    private static PlainInstrument Ediz()
    {
        string[] items = ["ediz-1", "ediz-2", "ediz-3", "ediz-4", "ediz-5", "ediz-6", "ediz-7", "ediz-8", "ediz-9"];
        return new(All([1, 2, 3, 4, 5], items), [new("total", a => items.Count(item => a(item) is 3 or 4 or 5))]);
    }

    /// <summary>
    /// De Boer 2012: min of meer and ja count one; 0 none, 1 to 3 light, 4 to 8 moderate, 9 to 15 severe.
    /// </summary>
    private static PlainInstrument EdizPlus()
    {
        var items = Numbered("e", 15);
        return new(
            All([1, 2, 3], items),
            [
                new(
                    "total",
                    a => items.Count(item => a(item) is 2 or 3),
                    total =>
                        total switch
                        {
                            0 => "none",
                            <= 3 => "light",
                            <= 8 => "moderate",
                            _ => "severe",
                        }
                ),
            ]
        );
    }

    /// <summary>One question, 0 to 100.</summary>
    private static PlainInstrument Srb() =>
        new(All([.. Enumerable.Range(0, 101)], "burden"), [new("burden", a => a("burden"))]);

    /// <summary>Kraijo: one question, six ordered answers.</summary>
    private static PlainInstrument PerseveranceTime() =>
        new(All([1, 2, 3, 4, 5, 6], "time"), [new("time", a => a("time"))]);

    /// <summary>Our own question.</summary>
    private static PlainInstrument Opening() => new(All([1, 2, 3, 4, 5], "going"), [new("going", a => a("going"))]);

    /// <summary>Bédard 2001: twelve items, no band.</summary>
    private static PlainInstrument Zbi12() =>
        new(
            All([0, 1, 2, 3, 4], Numbered("z", 12)),
            [
                new(
                    "total",
                    a =>
                        a("z01")
                        + a("z02")
                        + a("z03")
                        + a("z04")
                        + a("z05")
                        + a("z06")
                        + a("z07")
                        + a("z08")
                        + a("z09")
                        + a("z10")
                        + a("z11")
                        + a("z12")
                ),
            ]
        );

    private static Dictionary<string, int[]> All(int[] codes, params string[] items) =>
        items.ToDictionary(item => item, _ => codes);

    private static string[] Numbered(string letter, int count) =>
        [.. Enumerable.Range(1, count).Select(number => $"{letter}{number:00}")];

    private static PlainScore Score(
        Formula formula,
        Func<double, string?>? band,
        Codes codes,
        IReadOnlyDictionary<string, int> answers
    )
    {
        var missing = Missing(formula, codes, answers);
        var completions = missing.Aggregate(1.0, (product, item) => product * codes[item].Length);
        var (low, high) =
            completions <= Few
                ? OfEveryCompletion(formula, codes, answers, missing)
                : (
                    ItemByItem(formula, codes, answers, missing, least: true),
                    ItemByItem(formula, codes, answers, missing, least: false)
                );
        var (bandOfLow, bandOfHigh) = (band?.Invoke(low), band?.Invoke(high));
        return new PlainScore(missing.Count == 0 ? low : null, low, high, bandOfLow == bandOfHigh ? bandOfLow : null);
    }

    /// <summary>The items a formula asks for and that have no answer.</summary>
    public static List<string> Missing(Formula formula, Codes codes, IReadOnlyDictionary<string, int> answers)
    {
        var missing = new List<string>();
        formula(item =>
        {
            if (answers.TryGetValue(item, out var answer))
                return answer;
            if (!missing.Contains(item))
                missing.Add(item);
            return codes[item][0];
        });
        return missing;
    }

    /// <summary>The least and the most that any completion of the missing items gives.</summary>
    public static (double Low, double High) OfEveryCompletion(
        Formula formula,
        Codes codes,
        IReadOnlyDictionary<string, int> answers,
        IReadOnlyList<string> missing
    )
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        Complete(new Dictionary<string, int>(answers), 0);
        return (low, high);

        void Complete(Dictionary<string, int> whole, int place)
        {
            if (place == missing.Count)
            {
                var value = formula(item => whole[item]);
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
                return;
            }

            foreach (var code in codes[missing[place]])
            {
                whole[missing[place]] = code;
                Complete(whole, place + 1);
            }
        }
    }

    /// <summary>
    /// One end, each missing item in turn given the code that goes furthest; right for sums, where no item minds what
    /// another says.
    /// </summary>
    public static double ItemByItem(
        Formula formula,
        Codes codes,
        IReadOnlyDictionary<string, int> answers,
        IReadOnlyList<string> missing,
        bool least
    )
    {
        var whole = new Dictionary<string, int>(answers);
        foreach (var item in missing)
            whole[item] = codes[item][0];
        foreach (var item in missing)
        {
            var byValue = codes[item]
                .Select(code => (Code: code, Value: formula(other => other == item ? code : whole[other])))
                .ToList();
            whole[item] = least ? byValue.MinBy(pair => pair.Value).Code : byValue.MaxBy(pair => pair.Value).Code;
        }

        return formula(item => whole[item]);
    }
}

/// <summary>A score as the plain scorer gives it.</summary>
internal sealed record PlainScore(double? Value, double Low, double High, string? Band);

/// <summary>A scale as its source says it: a formula over raw codes, and the band of a value.</summary>
internal sealed record PlainScale(string Key, Formula Formula, Func<double, string?>? Band = null);

/// <summary>An instrument of the contract: the raw codes of each item, and its scales.</summary>
internal sealed record PlainInstrument(Codes Codes, PlainScale[] Scales);
