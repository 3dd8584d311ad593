using System.Globalization;
using System.Security.Cryptography;

namespace CaregiverSignal.Questionnaires;

/// <summary>Reads one questionnaire file, and tells everything that is wrong with it at once.</summary>
/// <remarks>The same rules, as far as an editor can check them, are in questionnaires/instrument.schema.json.</remarks>
public static class InstrumentFile
{
    /// <returns>Null when a fault was added.</returns>
    public static Instrument? Read(string path, ICollection<Fault> faults)
    {
        var file = Path.GetFileName(path);
        try
        {
            return Parse(file, File.ReadAllBytes(path), faults);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault(file, "", "cannot be read: " + unreadable.Message));
            return null;
        }
    }

    /// <param name="file">The file's name, which must be the key, "-v" and the version.</param>
    /// <returns>Null when a fault was added.</returns>
    public static Instrument? Parse(string file, byte[] bytes, ICollection<Fault> faults)
    {
        var before = faults.Count;
        if (JsonPlace.Parse(file, bytes, faults) is not { } root) return null;

        root.AllowOnly("$schema", "key", "version", "name", "intro", "wording", "licence", "answers", "items", "scales");
        var key = root.Text("key");
        var version = root.Whole("version", 1);
        if (key is not null && version is not null && file != $"{key}-v{version}.json")
        {
            root.Wrong("key", $"does not fit the file's name; it must be {key}-v{version}.json");
        }
        var name = root.LocalText("name");
        var intro = root.LocalText("intro");
        var wording = ReadWording(root);
        var licence = ReadLicence(root);
        var answers = ReadAnswers(root);
        var items = ReadItems(root, answers);
        var scales = ReadScales(root, items);

        if (faults.Count > before) return null;
        return new Instrument(key!, version!.Value, name!, intro!, wording!, licence!, [.. items.Values.OfType<Item>()], scales,
            Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static Wording? ReadWording(JsonPlace root)
    {
        if (root.Object("wording") is not { } wording) return null;
        wording.AllowOnly("state", "version", "note");
        var (state, version, note) = (wording.OneOf("state", "own", "official", "not-supplied"), wording.Text("version"), wording.Text("note"));
        return state is null || version is null || note is null ? null : new Wording(state, version, note);
    }

    private static Licence? ReadLicence(JsonPlace root)
    {
        if (root.Object("licence") is not { } licence) return null;
        licence.AllowOnly("holder", "permission", "source");
        var (holder, permission, source) = (licence.Text("holder"), licence.Text("permission"), licence.Text("source"));
        return holder is null || permission is null || source is null ? null : new Licence(holder, permission, source);
    }

    private sealed record AnswerSet(IReadOnlyList<Code> Codes, IReadOnlyList<Code> Choices);

    private static Dictionary<string, AnswerSet?> ReadAnswers(JsonPlace root)
    {
        var sets = new Dictionary<string, AnswerSet?>();
        if (root.Object("answers") is not { } answers) return sets;
        foreach (var key in answers.Keys)
        {
            sets[key] = answers.Object(key) is { } set ? ReadAnswerSet(set) : null;
        }
        return sets;
    }

    private static AnswerSet? ReadAnswerSet(JsonPlace set)
    {
        set.Text("source");
        if (!set.Has("range"))
        {
            set.AllowOnly("source", "codes");
            var codes = ReadCodes(set, "codes");
            return codes is null ? null : new AnswerSet(codes, codes);
        }

        set.AllowOnly("source", "range", "choices");
        var values = ReadRange(set);
        var choices = ReadCodes(set, "choices");
        if (values is null || choices is null) return null;
        var strange = choices.Where(choice => !values.Contains(choice.Value)).ToList();
        foreach (var choice in strange) set.Wrong("choices", $"{choice.Value} is not in the range");
        if (strange.Count > 0) return null;
        return new AnswerSet([.. values.Select(value => choices.FirstOrDefault(choice => choice.Value == value) ?? Unlabelled(value))], choices);
    }

    private static Code Unlabelled(int value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return new Code(value, new LocalText(digits, digits));
    }

    private static List<int>? ReadRange(JsonPlace set)
    {
        if (set.Object("range") is not { } range) return null;
        range.AllowOnly("from", "to", "step");
        var (from, to, step) = (range.Whole("from", -1000, 1000), range.Whole("to", -1000, 1000), range.Whole("step", 1, 1000));
        if (from is null || to is null || step is null) return null;
        if (to > from && (to - from) % step == 0) return [.. Enumerable.Range(0, (to.Value - from.Value) / step.Value + 1).Select(n => from.Value + n * step.Value)];
        range.Wrong("to", $"{to} is not allowed; it must be above {from} by a whole number of steps of {step}");
        return null;
    }

    private static List<Code>? ReadCodes(JsonPlace set, string key)
    {
        var codes = new List<Code>();
        var parts = set.Objects(key);
        foreach (var part in parts)
        {
            part.AllowOnly("value", "label");
            var (value, label) = (part.Whole("value"), part.LocalText("label"));
            if (value is null || label is null) continue;
            if (codes.Any(code => code.Value == value)) part.Wrong("value", $"{value} is there twice");
            else codes.Add(new Code(value.Value, label));
        }
        return parts.Count == 0 || codes.Count < parts.Count ? null : codes;
    }

    /// <summary>By key, in the order of the file; null for an item that has a fault, so that scales may still name it.</summary>
    private static OrderedDictionary<string, Item?> ReadItems(JsonPlace root, Dictionary<string, AnswerSet?> answers)
    {
        var items = new OrderedDictionary<string, Item?>();
        foreach (var part in root.Objects("items"))
        {
            part.AllowOnly("key", "answers", "text", "hint", "short");
            var (key, set, text) = (part.Text("key"), part.Text("answers"), part.LocalText("text"));
            var hint = part.Has("hint") ? part.LocalText("hint") : null;
            var @short = part.Has("short") ? part.LocalText("short") : null;
            if (set is not null && !answers.ContainsKey(set)) part.Wrong("answers", $"'{set}' is not in answers; there are {string.Join(", ", answers.Keys)}");
            if (key is null) continue;
            var codes = set is null ? null : answers.GetValueOrDefault(set);
            var item = text is null || codes is null ? null : new Item(key, text, hint, codes.Codes) { Choices = codes.Choices, Short = @short };
            if (!items.TryAdd(key, item)) part.Wrong("key", $"'{key}' is there twice");
        }
        return items;
    }

    private static List<Scale> ReadScales(JsonPlace root, OrderedDictionary<string, Item?> items)
    {
        var scales = new List<Scale>();
        var keys = new HashSet<string>();
        foreach (var part in root.Objects("scales"))
        {
            part.AllowOnly("key", "name", "kind", "items", "min", "max", "direction", "source", "bands", "error");
            var (key, name, source) = (part.Text("key"), part.LocalText("name"), part.Text("source"));
            if (key is not null && !keys.Add(key)) part.Wrong("key", $"'{key}' is there twice");
            var kind = part.OneOf("kind", "sum", "mean") == "mean" ? ScaleKind.Mean : ScaleKind.Sum;
            var direction = part.OneOf("direction", "higher-is-worse", "higher-is-better") == "higher-is-better" ? Direction.HigherIsBetter : Direction.HigherIsWorse;
            var counted = ReadScaleItems(part, items);
            var (min, max) = (part.Number("min"), part.Number("max"));
            if (min is not null && max is not null && counted is not null) CompareRange(part, kind, counted, min.Value, max.Value);
            var bands = part.Has("bands") ? ReadBands(part, min, max) : [];
            var error = part.Has("error") ? ReadError(part) : null;
            if (key is null || name is null || source is null || counted is null || min is null || max is null) continue;
            scales.Add(new Scale(key, name, kind, counted, min.Value, max.Value, direction, bands, error, source));
        }
        return scales;
    }

    private static List<ScaleItem>? ReadScaleItems(JsonPlace scale, OrderedDictionary<string, Item?> items)
    {
        var counted = new List<ScaleItem>();
        var seen = new HashSet<string>();
        var parts = scale.List("items");
        foreach (var part in parts)
        {
            if (!part.IsObject && part.OwnText is null)
            {
                part.Wrong($"is {part.OwnKind}; an item's key, or an object with item, counts and source is needed");
                continue;
            }
            if ((part.OwnText ?? part.Text("item")) is not { } key) continue;
            if (!seen.Add(key)) part.Wrong($"'{key}' is there twice");
            if (!items.TryGetValue(key, out var item)) part.Wrong($"'{key}' is not an item; items are {string.Join(", ", items.Keys)}");
            var counts = part.IsObject ? ReadCounts(part, item) : item?.Codes.ToDictionary(code => code.Value, code => (double)code.Value);
            if (item is not null && counts is not null) counted.Add(new ScaleItem(item, counts));
        }
        return parts.Count == 0 || counted.Count < parts.Count ? null : counted;
    }

    private static Dictionary<int, double>? ReadCounts(JsonPlace part, Item? item)
    {
        part.AllowOnly("item", "counts", "source");
        part.Text("source");
        if (part.Object("counts") is not { } counts || item is null) return null;

        var result = new Dictionary<int, double>();
        foreach (var text in counts.Keys)
        {
            var number = counts.Number(text);
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) && item.Allows(code)) result[code] = number ?? 0;
            else counts.Wrong(text, $"is not a code of '{item.Key}'; allowed is {item.Allowed}");
        }
        foreach (var code in item.Codes.Where(code => !result.ContainsKey(code.Value)))
        {
            counts.Wrong($"code {code.Value} of '{item.Key}' has no count");
        }
        return result.Count == item.Codes.Count ? result : null;
    }

    /// <summary>A range that the items cannot make, or can leave, means that one of the two was copied wrongly.</summary>
    private static void CompareRange(JsonPlace scale, ScaleKind kind, List<ScaleItem> items, double min, double max)
    {
        var share = kind == ScaleKind.Mean ? items.Count : 1;
        var (least, most) = (items.Sum(item => item.Least) / share, items.Sum(item => item.Most) / share);
        if (Math.Abs(min - least) > 1e-9) scale.Wrong("min", Text($"{min} does not fit its items, whose lowest is {least}"));
        if (Math.Abs(max - most) > 1e-9) scale.Wrong("max", Text($"{max} does not fit its items, whose highest is {most}"));
    }

    private static List<Band> ReadBands(JsonPlace scale, double? min, double? max)
    {
        var bands = new List<Band>();
        foreach (var part in scale.Objects("bands"))
        {
            part.AllowOnly("key", "from", "to", "label", "source");
            var (key, label, source) = (part.Text("key"), part.LocalText("label"), part.Text("source"));
            var (from, to) = (part.Number("from"), part.Number("to"));
            if (from is null || to is null) continue;
            if (from > to) part.Wrong("to", Text($"{to} is not allowed; it must not be below from, {from}"));
            if (from < min || from > max) part.Wrong("from", Text($"{from} is not allowed; allowed is {min} to {max}, the range of the scale"));
            if (to < min || to > max) part.Wrong("to", Text($"{to} is not allowed; allowed is {min} to {max}, the range of the scale"));
            if (key is not null && bands.Any(band => band.Key == key)) part.Wrong("key", $"'{key}' is there twice");
            if (bands.FirstOrDefault(band => from <= band.To && band.From <= to) is { } other)
            {
                part.Wrong("from", Text($"{from} to {to} overlaps the band '{other.Key}', {other.From} to {other.To} (both ends belong to a band)"));
            }
            bands.Add(new Band(key ?? "?", from.Value, to.Value, label ?? new LocalText("?", "?"), source ?? "?"));
        }
        return bands;
    }

    private static MeasurementError? ReadError(JsonPlace scale)
    {
        if (scale.Object("error") is not { } error) return null;
        var source = error.Text("source");
        if (error.Has("sem"))
        {
            error.AllowOnly("sem", "source");
            var sem = error.Number("sem");
            if (sem <= 0) error.Wrong("sem", Text($"{sem} is not allowed; it must be above 0"));
            return sem > 0 && source is not null ? new MeasurementError(sem.Value, source) : null;
        }

        error.AllowOnly("sd", "retest", "source");
        var (sd, retest) = (error.Number("sd"), error.Number("retest"));
        if (sd <= 0) error.Wrong("sd", Text($"{sd} is not allowed; it must be above 0"));
        if (retest is < 0 or >= 1) error.Wrong("retest", Text($"{retest} is not allowed; allowed is from 0 up to, not including, 1"));
        return sd > 0 && retest is >= 0 and < 1 && source is not null
            ? new MeasurementError(MeasurementError.SemOf(sd.Value, retest.Value), source)
            : null;
    }

    private static string Text(FormattableString message) => FormattableString.Invariant(message);
}
