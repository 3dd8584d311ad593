using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>
/// Reads the scales of a definition, together with what an operator supplied to those it leaves open.
/// </summary>
internal sealed class ScaleReader(IReadOnlyList<ReadItem> items, JsonPlace? supply)
{
    /// <summary>
    /// How many points a supplied weighted scale may exceed its range: published weights are rounded (our choice).
    /// </summary>
    private const double Rounding = 0.5;

    private static readonly string[] OfOneKind = ["reversed", "counted", "weights", "interactions"];

    private static readonly string[] Open = ["items", "reversed", "counted", "weights", "interactions", "min", "max"];

    /// <returns>
    /// Each is a <see cref="Scale"/> or an <see cref="UnsuppliedScale"/>; scales with a fault are left out.
    /// </returns>
    public List<object> Read(JsonPlace root)
    {
        var scales = new List<object>();
        var keys = new HashSet<string>();
        var supplied = supply?.Object("scales");
        foreach (var part in root.Objects("scales", orNone: true))
        {
            var key = part.Name("key");
            if (key is not null && !keys.Add(key))
                part.Wrong("key", $"'{key}' is there twice");
            var own = key is not null && supplied?.Has(key) == true ? supplied.Object(key) : null;
            if (Read(part, key, own) is { } scale)
                scales.Add(scale);
        }
        foreach (var key in supplied?.Keys.Except(keys) ?? [])
            supplied!.Wrong(key, $"is not a scale of the questionnaire; scales are {string.Join(", ", keys)}");
        return scales;
    }

    private object? Read(JsonPlace part, string? key, JsonPlace? own)
    {
        part.AllowOnly(["key", "name", "kind", "direction", "source", "bands", "error", "supplied", .. Open]);
        var (name, source) = (part.LocalText("name"), part.Text("source"));
        var kind = KindOf(part.OneOf("kind", "sum", "mean", "count", "weighted"));
        var direction =
            part.OneOf("direction", "higher-is-worse", "higher-is-better") == "higher-is-better"
                ? Direction.HigherIsBetter
                : Direction.HigherIsWorse;
        var why = part.Has("supplied") ? part.Text("supplied") : null;
        own?.AllowOnly(Open);
        foreach (var twice in own is null ? [] : Open.Where(one => part.Has(one) && own.Has(one)))
            own!.Wrong(twice, "is in the definition already");
        if (own is not null && why is null)
            own.Wrong("is complete in the definition; nothing can be supplied to it");
        if (why is not null && own is null)
            return key is null || name is null ? null : new UnsuppliedScale(key, name, why);

        JsonPlace Holder(string one) => own?.Has(one) == true ? own : part;
        // How the items are read depends on the kind; everything else is read, and its faults reported, whatever the
        // kind.
        var counted = kind is null ? null : ReadItems(kind.Value, Holder);
        var interactions =
            kind is null || !Holder("interactions").Has("interactions")
                ? []
                : ReadInteractions(Holder("interactions"), kind.Value, counted);
        var (min, max) = (Holder("min").Number("min"), Holder("max").Number("max"));
        if (kind is not null && min is not null && max is not null && counted is not null && interactions is not null)
        {
            CompareRange(
                Holder,
                kind.Value,
                counted,
                interactions,
                min.Value,
                max.Value,
                mayBeRounded: own is not null && kind == ScaleKind.Weighted
            );
        }
        var bands = part.Has("bands") ? ReadBands(part, direction, min, max) : [];
        var error = part.Has("error") ? ReadError(part) : null;
        if (
            key is null
            || name is null
            || source is null
            || kind is null
            || counted is null
            || interactions is null
            || min is null
            || max is null
        )
            return null;
        return new Scale(
            key,
            name,
            kind.Value,
            [.. counted],
            interactions,
            min.Value,
            max.Value,
            direction,
            [.. bands],
            error,
            own is not null,
            source
        );
    }

    private static ScaleKind? KindOf(string? kind) =>
        kind switch
        {
            "sum" => ScaleKind.Sum,
            "mean" => ScaleKind.Mean,
            "count" => ScaleKind.Count,
            "weighted" => ScaleKind.Weighted,
            _ => null,
        };

    private List<ScaleItem>? ReadItems(ScaleKind kind, Func<string, JsonPlace> holder)
    {
        foreach (var key in OfOneKind.Where(one => holder(one).Has(one)))
        {
            if (Goes(key, kind))
                continue;
            holder(key).Wrong(key, $"does not go with {kind.ToString().ToLowerInvariant()}");
        }
        if (kind == ScaleKind.Weighted)
            return ReadWeighted(holder);

        var named = ReadKeys(holder("items"), "items");
        var reversed = holder("reversed").Has("reversed") ? ReadKeys(holder("reversed"), "reversed") : [];
        var counted = kind == ScaleKind.Count ? InstrumentFile.ReadCodes(holder("counted"), "counted") : null;
        foreach (var item in reversed?.Where(item => named?.Contains(item) == false) ?? [])
            holder("reversed").Wrong("reversed", $"'{item.Key}' is not among the items of the scale");
        foreach (
            var code in counted?.Where(code => named?.TrueForAll(item => item.Item?.Allows(code) == false) == true)
                ?? []
        )
            holder("counted").Wrong("counted", $"{code} is no code of any of its items");
        if (named is null || reversed is null || (kind == ScaleKind.Count && counted is null))
            return null;
        return Complete(
            named,
            item => new ScaleItem(
                item.Item!,
                item.Index,
                reversed.Contains(item),
                CountsOf(
                    item.Item!,
                    code =>
                        counted is not null
                            ? counted.Contains(code)
                                ? 1
                                : 0
                            : reversed.Contains(item)
                                ? item.Item!.Lowest + item.Item.Highest - code
                                : code
                )
            )
        );
    }

    private static bool Goes(string key, ScaleKind kind) =>
        key switch
        {
            "reversed" => kind is ScaleKind.Sum or ScaleKind.Mean,
            "counted" => kind == ScaleKind.Count,
            _ => kind == ScaleKind.Weighted,
        };

    private List<ScaleItem>? ReadWeighted(Func<string, JsonPlace> holder)
    {
        var named = holder("items").Has("items") ? ReadKeys(holder("items"), "items") : null;
        if (holder("weights").Object("weights") is not { } weights)
            return null;

        var parts = new List<ScaleItem>();
        var sound = true;
        foreach (var key in weights.Keys)
        {
            if (Find(key) is not { } item)
                weights.Wrong(key, $"is not an item; items are {Keys}");
            else if (named is not null && !named.Contains(item))
                weights.Wrong(key, "is not among the items of the scale");
            else if (
                item.Item is not null
                && weights.Object(key) is { } own
                && ReadWeights(own, item.Item) is { } counts
            )
            {
                parts.Add(new ScaleItem(item.Item, item.Index, false, counts));
                continue;
            }
            sound = false;
        }
        foreach (var item in named?.Where(item => !weights.Has(item.Key)) ?? [])
        {
            weights.Wrong(item.Key, "is missing; every item of the scale needs its weights");
            sound = false;
        }
        if (parts.Count == 0 && sound)
            weights.Wrong("is empty; the weights of at least one item are needed");
        return sound && parts.Count > 0 ? parts : null;
    }

    private static double[]? ReadWeights(JsonPlace weights, Item item)
    {
        var byCode = new Dictionary<int, double>();
        foreach (var text in weights.Keys)
        {
            var number = weights.Number(text);
            if (CodeOf(text, item) is { } code)
                byCode[code] = number ?? 0;
            else
                weights.Wrong(text, $"is not a code of '{item.Key}'; allowed is {item.Allowed}");
        }
        foreach (var code in item.Codes.Where(code => !byCode.ContainsKey(code.Value)))
        {
            weights.Wrong($"code {code.Value} of '{item.Key}' has no weight");
        }
        return byCode.Count == item.Codes.Count ? CountsOf(item, code => byCode[code]) : null;
    }

    /// <summary>
    /// A code in its only accepted spelling: with 01 or +1 beside 1, one weight would silently replace the other.
    /// </summary>
    private static int? CodeOf(string text, Item item) =>
        item.Codes.FirstOrDefault(code => code.Value.ToString(CultureInfo.InvariantCulture) == text)?.Value;

    /// <summary>
    /// Reads the pairs of items; an item is in at most one pair, so that bounds stay exact and quick.
    /// </summary>
    private List<Interaction>? ReadInteractions(JsonPlace holder, ScaleKind kind, List<ScaleItem>? parts)
    {
        if (kind != ScaleKind.Weighted)
            return null;
        var pairs = new List<Interaction>();
        var (taken, sound) = (new HashSet<ReadItem>(), parts is not null);
        foreach (var part in holder.Objects("interactions"))
        {
            part.AllowOnly("items", "weights");
            var (two, weights) = (ReadKeys(part, "items"), part.Object("weights"));
            var places = two?.Select(item => parts?.FindIndex(own => own.Index == item.Index) ?? 0).ToList() ?? [];
            if (two is not null && (two.Count != 2 || places.Contains(-1)))
                part.Wrong("items", "are not two items of the scale");
            else if (two is not null && !two.TrueForAll(taken.Add))
                part.Wrong("items", "takes part in another interaction; an item is in one at most");
            else if (
                weights is not null
                && two is [{ Item: { } first }, { Item: { } second }]
                && ReadPairWeights(weights, first, second) is { } read
            )
            {
                pairs.Add(new Interaction(places[0], places[1], read));
                continue;
            }
            sound = false;
        }
        return sound ? pairs : null;
    }

    private static Dictionary<(int, int), double>? ReadPairWeights(JsonPlace weights, Item first, Item second)
    {
        var read = new Dictionary<(int, int), double>();
        var sound = true;
        foreach (var text in weights.Keys)
        {
            var number = weights.Number(text);
            if (
                text.Split(',') is [var left, var right]
                && CodeOf(left, first) is { } one
                && CodeOf(right, second) is { } other
            )
            {
                read[(one, other)] = number ?? 0;
                continue;
            }
            weights.Wrong(
                text,
                $"is not a code of '{first.Key}' ({first.Allowed}), a comma and a code of '{second.Key}' ({second.Allowed})"
            );
            sound = false;
        }
        if (read.Count == 0 && sound)
            weights.Wrong("is empty; at least one pair of codes is needed");
        return sound && read.Count > 0 ? read : null;
    }

    /// <summary>Finds items by their keys; null, with a fault, when a key is unknown or repeated.</summary>
    private List<ReadItem>? ReadKeys(JsonPlace holder, string list)
    {
        var found = new List<ReadItem>();
        var parts = holder.List(list);
        foreach (var part in parts)
        {
            if (part.OwnText is not { } key)
                part.Wrong($"is {part.OwnKind}; an item's key is needed");
            else if (Find(key) is not { } item)
                part.Wrong($"'{key}' is not an item; items are {Keys}");
            else if (found.Contains(item))
                part.Wrong($"'{key}' is there twice");
            else
                found.Add(item);
        }
        return parts.Count == 0 || found.Count < parts.Count ? null : found;
    }

    private string Keys => string.Join(", ", items.Select(item => item.Key));

    private ReadItem? Find(string key) => items.FirstOrDefault(item => item.Key == key);

    private static List<ScaleItem>? Complete(List<ReadItem> named, Func<ReadItem, ScaleItem> build) =>
        named.Exists(item => item.Item is null) ? null : [.. named.Select(build)];

    private static double[] CountsOf(Item item, Func<int, double> count)
    {
        var counts = new double[item.Highest - item.Lowest + 1];
        Array.Fill(counts, double.NaN);
        foreach (var code in item.Codes)
            counts[code.Value - item.Lowest] = count(code.Value);
        return counts;
    }

    /// <summary>
    /// A range that the items cannot reach, or can exceed, means that the range or the items were copied wrongly.
    /// </summary>
    /// <param name="mayBeRounded">Supplied weights need not reach the ends of the range, and may exceed them by the
    /// rounding.</param>
    private static void CompareRange(
        Func<string, JsonPlace> holder,
        ScaleKind kind,
        List<ScaleItem> items,
        List<Interaction> interactions,
        double min,
        double max,
        bool mayBeRounded
    )
    {
        var (least, most) = ScaleRange.Of(items, interactions);
        if (kind == ScaleKind.Mean)
            (least, most) = (least / items.Count, most / items.Count);
        if (mayBeRounded)
        {
            if (least < min - Rounding)
                holder("weights").Wrong("weights", Text($"come to {least} at the lowest; the scale begins at {min}"));
            if (most > max + Rounding)
                holder("weights").Wrong("weights", Text($"come to {most} at the highest; the scale ends at {max}"));
            return;
        }
        if (Math.Abs(min - least) > 1e-9)
            holder("min").Wrong("min", Text($"{min} does not fit its items, whose lowest is {least}"));
        if (Math.Abs(max - most) > 1e-9)
            holder("max").Wrong("max", Text($"{max} does not fit its items, whose highest is {most}"));
    }

    private static List<Band> ReadBands(JsonPlace scale, Direction direction, double? min, double? max)
    {
        var bands = new List<Band>();
        foreach (var part in scale.Objects("bands"))
        {
            part.AllowOnly("key", "from", "to", "cutOff", "label", "source");
            var (key, label, source) = (part.Name("key"), part.LocalText("label"), part.Text("source"));
            var (from, to) = (part.Number("from"), part.Number("to"));
            var isCutOff = part.Has("cutOff") && part.True("cutOff");
            if (isCutOff && bands.Exists(band => band.IsCutOff))
                part.Wrong("cutOff", "is there twice");
            if (isCutOff && direction == Direction.HigherIsBetter)
                part.Wrong("cutOff", "goes with higher-is-worse only");
            if (key is not null && bands.Exists(band => band.Key == key))
                part.Wrong("key", $"'{key}' is there twice");
            if (from is null || to is null)
                continue;
            if (from > to)
                part.Wrong("to", Text($"{to} is not allowed; it must not be below from, {from}"));
            if (from < min || from > max)
                part.Wrong("from", Text($"{from} is not allowed; allowed is {min} to {max}, the range of the scale"));
            if (to < min || to > max)
                part.Wrong("to", Text($"{to} is not allowed; allowed is {min} to {max}, the range of the scale"));
            if (bands.Find(band => from <= band.To && band.From <= to) is { } other)
            {
                part.Wrong(
                    "from",
                    Text(
                        $"{from} to {to} overlaps the band '{other.Key}', {other.From} to {other.To} (both ends belong to a band)"
                    )
                );
            }
            bands.Add(
                new Band(key ?? "?", from.Value, to.Value, isCutOff, label ?? new LocalText("?", "?"), source ?? "?")
            );
        }
        return bands;
    }

    private static MeasurementError? ReadError(JsonPlace scale)
    {
        if (scale.Object("error") is not { } error)
            return null;
        var source = error.Text("source");
        if (error.Has("sem"))
        {
            error.AllowOnly("sem", "source");
            var sem = error.Number("sem");
            if (sem <= 0)
                error.Wrong("sem", Text($"{sem} is not allowed; it must be above 0"));
            return sem > 0 && source is not null ? new MeasurementError(sem.Value, null, null, source) : null;
        }

        error.AllowOnly("sd", "retest", "source");
        var (sd, retest) = (error.Number("sd"), error.Number("retest"));
        if (sd <= 0)
            error.Wrong("sd", Text($"{sd} is not allowed; it must be above 0"));
        if (retest is < 0 or >= 1)
            error.Wrong("retest", Text($"{retest} is not allowed; allowed is from 0 up to, not including, 1"));
        return sd > 0 && retest is >= 0 and < 1 && source is not null
            ? new MeasurementError(MeasurementError.SemOf(sd.Value, retest.Value), sd, retest, source)
            : null;
    }

    private static string Text(FormattableString message) => FormattableString.Invariant(message);
}
