using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>Makes the scales of a definition, together with what an operator supplied to those it leaves
/// open.</summary>
internal sealed class ScaleReader(List<Item> items, FaultPlace root, SupplyEntry? supply, FaultPlace supplyRoot)
{
    /// <summary>How many points a supplied weighted scale may exceed its range: published weights are rounded (our
    /// choice).</summary>
    private const double Rounding = 0.5;

    /// <returns>Scales with a fault are left out.</returns>
    public (List<Scale> Scales, List<UnsuppliedScale> Unsupplied) Read(IReadOnlyList<ScaleEntry> entries)
    {
        var (scales, unsupplied) = (new List<Scale>(), new List<UnsuppliedScale>());
        foreach (var (index, entry) in entries.Index())
        {
            var at = root["scales"][index];
            var own = supply?.Scales.GetValueOrDefault(entry.Key);
            if (own is not null && entry.Supplied is null)
                supplyRoot["scales"][entry.Key].Wrong($"is complete in the definition; nothing can be supplied to it");
            else if (own is null && entry.Supplied is { } why)
                unsupplied.Add(new UnsuppliedScale(entry.Key, entry.Name, why));
            else if (Read(entry, at, own) is { } scale)
                scales.Add(scale);
        }
        var keys = entries.Select(entry => entry.Key).ToList();
        var scaleKeys = string.Join(", ", keys);
        foreach (var key in supply?.Scales.Keys.Except(keys) ?? [])
            supplyRoot["scales"][key].Wrong($"is not a scale of the questionnaire; scales are {scaleKeys}");
        return (scales, unsupplied);
    }

    private Scale? Read(ScaleEntry entry, FaultPlace at, ScaleNumbers? own)
    {
        var before = root.Faults.Count;
        var supplied = own?.Given().ToList() ?? [];
        foreach (var twice in supplied.Intersect(entry.Given()))
            supplyRoot["scales"][entry.Key][twice].Wrong($"is in the definition already");
        var all = own is null ? entry : entry.With(own);
        CheckKind(entry.Kind, [.. all.Given()], At);
        if (root.Faults.Count > before)
            return null;

        var named = all.Items is { } keys
            ? Find(keys, At("items"))
            : items.FindAll(item => all.Weights!.ContainsKey(item.Key));
        CheckCounts(all, named, At);
        var parts = named.ConvertAll(item => new ScaleItem(item, items.IndexOf(item), CountsOf(all, item)));
        var interactions = PairsOf(all.Interactions ?? [], parts, At("interactions"));
        if (root.Faults.Count > before)
            return null;

        var (min, max) = (all.Min!.Value, all.Max!.Value);
        CompareRange(At, entry.Kind, (min, max), parts, interactions, mayBeRounded: supplied.Contains("weights"));
        CheckBands(entry, min, max, at["bands"]);
        var error = entry.Error?.Made();
        if (entry.Error is not null && error is null)
            at["error"].Wrong($"needs sem, or sd with retest, and not both");
        return root.Faults.Count > before
            ? null
            : new Scale(
                entry.Key,
                entry.Name,
                entry.Kind,
                [.. parts],
                interactions,
                min,
                max,
                entry.Direction,
                [.. entry.Bands ?? []],
                error,
                own is not null,
                entry.Source
            );

        FaultPlace At(string key) => supplied.Contains(key) ? supplyRoot["scales"][entry.Key][key] : at[key];
    }

    /// <summary>How a scale is computed says which numbers it needs, and which it can do nothing with.</summary>
    private static void CheckKind(ScaleKind kind, List<string> given, Func<string, FaultPlace> at)
    {
        var (needed, optional) = kind switch
        {
            ScaleKind.Count => (["items", "counted"], []),
            ScaleKind.Weighted => (["weights"], ["items", "interactions"]),
            _ => (new[] { "items" }, new[] { "reversed" }),
        };
        needed = [.. needed, "min", "max"];
        foreach (var key in given.Except(needed).Except(optional))
            at(key).Wrong($"does not go with {kind.Code()}");
        foreach (var key in needed.Except(given))
            at(key).Wrong($"is missing; a scale of kind {kind.Code()} needs {string.Join(", ", needed)}");
    }

    private static void CheckCounts(ScaleNumbers numbers, List<Item> named, Func<string, FaultPlace> at)
    {
        var keys = named.ConvertAll(item => item.Key);
        foreach (var key in numbers.Reversed?.Except(keys) ?? [])
            at("reversed").Wrong($"'{key}' is not among the items of the scale");
        foreach (var code in numbers.Counted?.Where(code => !named.Exists(item => item.Allows(code))) ?? [])
            at("counted").Wrong($"{code} is no code of any of its items");
        if (numbers.Weights is not { } weights)
            return;
        foreach (var key in weights.Keys.Except(keys))
            at("weights")[key].Wrong($"is not an item of the scale; they are {string.Join(", ", keys)}");
        foreach (var item in named)
        {
            var (own, place) = (weights.GetValueOrDefault(item.Key) ?? [], at("weights")[item.Key]);
            var codes = item.Codes.Select(code => TextOf(code.Value)).ToList();
            foreach (var text in own.Keys.Except(codes))
                place[text].Wrong($"is not a code of '{item.Key}'; allowed is {item.Allowed}");
            foreach (var code in codes.Except(own.Keys))
                place.Wrong($"code {code} of '{item.Key}' has no weight");
        }
    }

    /// <summary>What each code counts for, as <see cref="ScaleItem"/> has it.</summary>
    private static double[] CountsOf(ScaleNumbers numbers, Item item)
    {
        var counts = new double[item.Highest - item.Lowest + 1];
        Array.Fill(counts, double.NaN);
        foreach (var (code, _, _) in item.Codes)
        {
            counts[code - item.Lowest] =
                numbers.Weights is { } weights
                    ? weights.GetValueOrDefault(item.Key)?.GetValueOrDefault(TextOf(code)) ?? 0
                : numbers.Counted is { } counted ? (counted.Contains(code) ? 1 : 0)
                : numbers.Reversed?.Contains(item.Key) == true ? item.Lowest + item.Highest - code
                : code;
        }
        return counts;
    }

    /// <summary>An item is in at most one pair, so that bounds stay exact and quick.</summary>
    private List<Interaction> PairsOf(IReadOnlyList<InteractionEntry> entries, List<ScaleItem> parts, FaultPlace at)
    {
        var pairs = new List<Interaction>();
        foreach (var (index, entry) in entries.Index())
        {
            var two = Find(entry.Items, at[index]["items"]);
            if (
                two.ConvertAll(item => parts.FindIndex(part => part.Item == item))
                is not [>= 0 and var first, >= 0 and var second]
            )
                at[index]["items"].Wrong($"are not two items of the scale");
            else if (pairs.Exists(pair => pair.Has(first) || pair.Has(second)))
                at[index]["items"].Wrong($"takes part in another interaction; an item is in one at most");
            else
                pairs.Add(
                    new Interaction(first, second, WeightsOf(entry.Weights, two[0], two[1], at[index]["weights"]))
                );
        }
        return pairs;
    }

    private static Dictionary<(int, int), double> WeightsOf(
        Dictionary<string, double> weights,
        Item first,
        Item second,
        FaultPlace at
    )
    {
        var codes = first
            .Codes.SelectMany(_ => second.Codes, (left, right) => (left.Value, right.Value))
            .ToDictionary(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Item1},{pair.Item2}"));
        var form =
            $"a code of '{first.Key}' ({first.Allowed}), a comma and a code of '{second.Key}' ({second.Allowed})";
        foreach (var text in weights.Keys.Except(codes.Keys))
            at[text].Wrong($"is not {form}");
        return weights
            .Where(weight => codes.ContainsKey(weight.Key))
            .ToDictionary(weight => codes[weight.Key], weight => weight.Value);
    }

    /// <summary>Finds items by their keys.</summary>
    private List<Item> Find(IReadOnlyList<string> keys, FaultPlace at)
    {
        var known = string.Join(", ", items.Select(item => item.Key));
        foreach (var (index, key) in keys.Index().Where(part => !items.Exists(item => item.Key == part.Item)))
            at[index].Wrong($"'{key}' is not an item; items are {known}");
        return [.. keys.Select(key => items.Find(item => item.Key == key)).OfType<Item>()];
    }

    private static string TextOf(int code) => code.ToString(CultureInfo.InvariantCulture);

    /// <summary>A range that the items cannot reach, or can exceed, means that the range or the items were copied
    /// wrongly.</summary>
    /// <param name="mayBeRounded">Supplied weights need not reach the ends of the range, and may exceed them by the
    /// rounding.</param>
    private static void CompareRange(
        Func<string, FaultPlace> at,
        ScaleKind kind,
        (double Min, double Max) range,
        List<ScaleItem> parts,
        List<Interaction> interactions,
        bool mayBeRounded
    )
    {
        var (least, most) = ScaleRange.Of(parts, interactions);
        if (kind == ScaleKind.Mean)
            (least, most) = (least / parts.Count, most / parts.Count);
        var (min, max) = range;
        if (mayBeRounded ? least < min - Rounding : Math.Abs(min - least) > 1e-9)
            at(mayBeRounded ? "weights" : "min").Wrong($"the items come to {least} at the lowest, and not to {min}");
        if (mayBeRounded ? most > max + Rounding : Math.Abs(max - most) > 1e-9)
            at(mayBeRounded ? "weights" : "max").Wrong($"the items come to {most} at the highest, and not to {max}");
    }

    private static void CheckBands(ScaleEntry entry, double min, double max, FaultPlace at)
    {
        var bands = entry.Bands ?? [];
        if (bands.Count(band => band.IsCutOff) > (entry.Direction == Direction.HigherIsWorse ? 1 : 0))
            at.Wrong($"have a cutOff too many; one band may, and none where higher is better");
        foreach (var (index, band) in bands.Index())
        {
            var (from, to) = (at[index]["from"], at[index]["to"]);
            if (band.From < min || band.From > band.To)
                from.Wrong($"{band.From} is not allowed; allowed is {min} to {band.To}, the end of the band");
            if (band.To > max)
                to.Wrong($"{band.To} is not allowed; allowed is {min} to {max}, the range of the scale");
            if (index > 0 && band.From <= bands[index - 1].To)
                from.Wrong($"{band.From} is not above {bands[index - 1].To}, which belongs to the band before it");
        }
    }
}
