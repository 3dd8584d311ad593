using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>
/// Reads the files of one questionnaire version and reports everything that is wrong with them at once.
/// </summary>
/// <remarks>The same rules, as far as an editor can check them, are in the schemas beside the files.</remarks>
public static class InstrumentFile
{
    /// <summary>Raw codes are small whole numbers.</summary>
    private const int FurthestCode = 1000;

    /// <param name="known">The keys of all questionnaires, for the short form; null leaves that unchecked.</param>
    /// <returns>Null when a fault was added.</returns>
    public static Instrument? Parse(
        InstrumentFiles files,
        ICollection<Fault> faults,
        IReadOnlyCollection<string>? known = null
    )
    {
        var before = faults.Count;
        if (JsonPlace.Parse(files.Definition, faults) is not { } root)
            return null;

        root.AllowOnly(
            "$schema",
            "key",
            "version",
            "name",
            "measures",
            "licence",
            "withoutWording",
            "interval",
            "shortForm",
            "missing",
            "answers",
            "items",
            "scales"
        );
        var (key, version) = ReadName(root, files.Definition.Name, "");
        var (name, measures) = (root.LocalText("name"), root.Text("measures"));
        var licence = ReadLicence(root);
        var interval = ReadInterval(root);
        var shortForm = root.Has("shortForm") ? ReadShortForm(root, known) : null;
        var missing = ReadMissing(root);
        var sets = ReadSets(root);
        var drafts = ReadItems(root, sets);
        var words = ReadWords(root, files, sets, drafts, faults);
        var items = drafts.Select((draft, index) => Build(draft.Key, draft.Value, index, sets, words)).ToList();
        var pictures = files.Pictures is null ? null : WordingFile.Read(files.Pictures, sets, drafts, faults, true);
        if (pictures is not null && pictures.Wording.Version == words.Wording.Version)
            faults.Add(
                new Fault(
                    files.Pictures!.Name,
                    "wording",
                    $"'{words.Wording.Version}' is already the name of the wording in {words.Wording.File}; give this one a name of its own"
                )
            );
        var supply = files.Scales is null ? null : JsonPlace.Parse(files.Scales, faults);
        var scales = new ScaleReader(items, supply).Read(root);
        var supplied = supply is null ? null : ReadSupply(supply, files.Scales!);

        if (faults.Count > before)
            return null;
        var instrument = new Instrument(
            key!,
            version!.Value,
            name!,
            measures!,
            words.Intro,
            words.Wording,
            licence!,
            interval!,
            shortForm,
            missing!,
            [.. sets.Values.OfType<DraftSet>().Select(set => set.Set)],
            [.. items.Select(item => item.Item!)],
            [.. scales.OfType<Scale>()],
            [.. scales.OfType<UnsuppliedScale>()],
            supplied,
            files.Definition.Hash
        );
        return pictures is null
            ? instrument
            : instrument with
            {
                InPictures = instrument with
                {
                    Wording = pictures.Wording,
                    Intro = pictures.Intro,
                    Items =
                    [
                        .. drafts.Select((draft, index) => Build(draft.Key, draft.Value, index, sets, pictures).Item!),
                    ],
                },
            };
    }

    /// <summary>Reads the key and the version, which also make up the file's name.</summary>
    /// <param name="part">What follows them in the name: "", ".wording", ".pictures" or ".scales".</param>
    internal static (string? Key, int? Version) ReadName(JsonPlace root, string file, string part)
    {
        var (key, version) = (root.Name("key"), root.Whole("version", 1));
        if (key is not null && version is not null && Path.GetFileName(file) != $"{key}-v{version}{part}.json")
        {
            root.Wrong("key", $"does not fit the file's name; it must be {key}-v{version}{part}.json");
        }
        return (key, version);
    }

    private static Licence? ReadLicence(JsonPlace root)
    {
        if (root.Object("licence") is not { } licence)
            return null;
        licence.AllowOnly("holder", "state", "permission", "source");
        var (holder, permission, source) = (licence.Text("holder"), licence.Text("permission"), licence.Text("source"));
        var state = licence.OneOf("state", "ours", "free", "unknown", "registration") switch
        {
            "ours" => LicenceState.Ours,
            "free" => LicenceState.Free,
            "registration" => LicenceState.Registration,
            _ => LicenceState.Unknown,
        };
        return holder is null || permission is null || source is null
            ? null
            : new Licence(holder, state, permission, source);
    }

    private static Interval? ReadInterval(JsonPlace root)
    {
        if (root.Object("interval") is not { } interval)
            return null;
        interval.AllowOnly("days", "source");
        var (days, source) = (interval.Whole("days", 1, 366), interval.Text("source"));
        return days is null || source is null ? null : new Interval(days.Value, source);
    }

    private static ShortForm? ReadShortForm(JsonPlace root, IReadOnlyCollection<string>? known)
    {
        if (root.Object("shortForm") is not { } shortForm)
            return null;
        shortForm.AllowOnly("key", "source");
        var (key, source) = (shortForm.Text("key"), shortForm.Text("source"));
        if (key is not null && known?.Contains(key) == false)
            shortForm.Wrong("key", $"'{key}' is not a questionnaire; known are {string.Join(", ", known)}");
        return key is null || source is null ? null : new ShortForm(key, source);
    }

    private static MissingRule? ReadMissing(JsonPlace root)
    {
        if (root.Object("missing") is not { } missing)
            return null;
        var (rule, source) = (missing.OneOf("rule", "bounds", "person-mean"), missing.Text("source"));
        if (rule != "person-mean")
        {
            missing.AllowOnly("rule", "source");
            return rule is null || source is null ? null : new MissingRule(0, source);
        }
        missing.AllowOnly("rule", "most", "source");
        var most = missing.Whole("most", 1);
        return most is null || source is null ? null : new MissingRule(most.Value, source);
    }

    private static OrderedDictionary<string, DraftSet?> ReadSets(JsonPlace root)
    {
        var sets = new OrderedDictionary<string, DraftSet?>();
        if (root.Object("answers") is not { } answers)
            return sets;
        foreach (var key in answers.Keys)
        {
            sets[key] = answers.Object(key) is { } set ? ReadSet(key, set) : null;
        }
        return sets;
    }

    private static DraftSet? ReadSet(string key, JsonPlace set)
    {
        set.AllowOnly("source", "codes", "range");
        var source = set.Text("source");
        var isRange = set.Has("range");
        if (isRange && set.Has("codes"))
            set.Wrong("codes", "stands beside range; give one of the two");
        var codes = isRange ? ReadRange(set) : ReadCodes(set, "codes");
        return codes is null || source is null ? null : new DraftSet(new AnswerSet(key, codes, source), isRange);
    }

    private static List<int>? ReadRange(JsonPlace set)
    {
        if (set.Object("range") is not { } range)
            return null;
        range.AllowOnly("from", "to", "step");
        var (from, to, step) = (
            range.Whole("from", -FurthestCode, FurthestCode),
            range.Whole("to", -FurthestCode, FurthestCode),
            range.Whole("step", 1, FurthestCode)
        );
        if (from is null || to is null || step is null)
            return null;
        if (to > from && (to - from) % step == 0)
            return
            [
                .. Enumerable
                    .Range(0, (to.Value - from.Value) / step.Value + 1)
                    .Select(n => from.Value + n * step.Value),
            ];
        range.Wrong("to", $"{to} is not allowed; it must be above {from} by a whole number of steps of {step}");
        return null;
    }

    /// <summary>A list of raw codes, each once; null, with a fault, otherwise.</summary>
    internal static List<int>? ReadCodes(JsonPlace holder, string key)
    {
        var codes = new List<int>();
        var parts = holder.List(key);
        foreach (var part in parts)
        {
            if (part.OwnWhole is not { } code || Math.Abs(code) > FurthestCode)
                part.Wrong($"is {part.OwnKind}; a whole number from {-FurthestCode} to {FurthestCode} is needed");
            else if (codes.Contains(code))
                part.Wrong($"{code} is there twice");
            else
                codes.Add(code);
        }
        return parts.Count == 0 || codes.Count < parts.Count ? null : codes;
    }

    /// <summary>Reads the items by key, in the order of the file.</summary>
    private static OrderedDictionary<string, DraftItem> ReadItems(
        JsonPlace root,
        OrderedDictionary<string, DraftSet?> sets
    )
    {
        var items = new OrderedDictionary<string, DraftItem>();
        foreach (var part in root.Objects("items"))
        {
            part.AllowOnly("key", "answers", "about");
            var (key, set, about) = (
                part.Name("key"),
                part.Text("answers"),
                part.Has("about") ? part.Text("about") : null
            );
            if (set is not null && !sets.ContainsKey(set))
                part.Wrong("answers", $"'{set}' is not in answers; there are {string.Join(", ", sets.Keys)}");
            if (key == "id")
                part.Wrong("key", "'id' is not allowed; it is the column that tells responses apart");
            if (key is not null && !items.TryAdd(key, new DraftItem(set, about)))
                part.Wrong("key", $"'{key}' is there twice");
        }
        return items;
    }

    /// <summary>The overlay's words when it has some, otherwise those beside the definition, otherwise none.</summary>
    private static Words ReadWords(
        JsonPlace root,
        InstrumentFiles files,
        OrderedDictionary<string, DraftSet?> sets,
        OrderedDictionary<string, DraftItem> items,
        ICollection<Fault> faults
    )
    {
        var why = root.Has("withoutWording") ? root.Text("withoutWording") : null;
        var shipped = files.Wording is null ? null : WordingFile.Read(files.Wording, sets, items, faults);
        var overlay = files.Overlay is null ? null : WordingFile.Read(files.Overlay, sets, items, faults);
        if (
            overlay is not null
            && overlay.Wording.Version == shipped?.Wording.Version
            && overlay.Wording.Hash != shipped.Wording.Hash
        )
        {
            faults.Add(
                new Fault(
                    files.Overlay!.Name,
                    "wording",
                    $"'{overlay.Wording.Version}' is already the name of the wording in {files.Wording!.Name}; give this one a name of its own"
                )
            );
        }
        if (files.Wording is null && files.Overlay is null && !root.Has("withoutWording"))
        {
            root.Wrong(
                $"has no words: {Path.ChangeExtension(Path.GetFileName(files.Definition.Name), ".wording.json")} is not there, and withoutWording does not say why"
            );
        }
        return overlay ?? shipped ?? Words.None(why ?? "");
    }

    private static ReadItem Build(
        string key,
        DraftItem draft,
        int index,
        OrderedDictionary<string, DraftSet?> sets,
        Words words
    )
    {
        if (draft.Set is null || sets.GetValueOrDefault(draft.Set) is not { Set: var set })
            return new ReadItem(key, index, null);
        var choices = words.Choices.GetValueOrDefault(draft.Set);
        var codes = set
            .Codes.Select(code => choices?.FirstOrDefault(choice => choice.Value == code) ?? Unlabelled(code))
            .ToList();
        var own = words.Items.GetValueOrDefault(key);
        return new ReadItem(
            key,
            index,
            new Item(
                key,
                set.Key,
                draft.About,
                own?.Text ?? new LocalText(key, key),
                own?.Hint,
                own?.Short,
                codes,
                choices ?? codes
            )
            {
                IsNamedOnlyWhenPresent = own?.OnlyWhenPresent ?? false,
            }
        );
    }

    private static Code Unlabelled(int value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return new Code(value, new LocalText(digits, digits));
    }

    private static Supply? ReadSupply(JsonPlace supply, SourceFile file)
    {
        supply.AllowOnly("$schema", "key", "version", "set", "source", "scales");
        ReadName(supply, file.Name, ".scales");
        var (set, source) = (supply.Text("set"), supply.Text("source"));
        return set is null || source is null ? null : new Supply(set, source, file.Hash, file.Name);
    }
}

/// <summary>The files that one questionnaire version is made of.</summary>
/// <param name="Wording">The words beside the definition.</param>
/// <param name="Overlay">The operator's words, which take precedence.</param>
/// <param name="Scales">The operator's numbers for scales that the definition leaves open.</param>
/// <param name="Pictures">The words with pictures: the operator's, or else those beside the definition.</param>
public sealed record InstrumentFiles(
    SourceFile Definition,
    SourceFile? Wording = null,
    SourceFile? Overlay = null,
    SourceFile? Scales = null,
    SourceFile? Pictures = null
);

/// <summary>An answer set as the definition gives it.</summary>
/// <param name="IsRange">A page may offer only some of its codes.</param>
internal sealed record DraftSet(AnswerSet Set, bool IsRange);

/// <summary>An item as the definition gives it, before it has words.</summary>
internal sealed record DraftItem(string? Set, string? About);

/// <summary>
/// An item with its place; the item is null when it has a fault, so that scales can still refer to it.
/// </summary>
internal sealed record ReadItem(string Key, int Index, Item? Item);
