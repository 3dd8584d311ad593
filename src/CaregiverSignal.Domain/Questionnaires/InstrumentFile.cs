using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>Reads the files of one questionnaire version and reports what is wrong with them: first all that has
/// another form, and where all is of its form, all that does not fit together.</summary>
/// <remarks>The forms are <see cref="Definition"/>, <see cref="WordingEntry"/> and <see cref="SupplyEntry"/>; the same
/// rules, as far as an editor can check them, are in the schemas beside the files.</remarks>
public static class InstrumentFile
{
    /// <param name="known">The keys of all questionnaires, for the short form; null leaves that unchecked.</param>
    /// <returns>Null if a fault was added.</returns>
    public static Instrument? Parse(
        InstrumentFiles files,
        ICollection<Fault> faults,
        IReadOnlyCollection<string>? known = null
    )
    {
        var before = faults.Count;
        var definition = Read<Definition>(files.Definition, "", faults);
        var shipped = Read<WordingEntry>(files.Wording, ".wording", faults);
        var overlay = Read<WordingEntry>(files.Overlay, ".wording", faults);
        var pictures = Read<WordingEntry>(files.Pictures, ".pictures", faults);
        var supply = Read<SupplyEntry>(files.Scales, ".scales", faults);
        if (definition is null || faults.Count > before)
            return null;

        var root = new FaultPlace(files.Definition.Name, "", faults);
        Check(definition, root, known);
        if (faults.Count > before)
            return null;

        shipped?.Check(definition, new FaultPlace(files.Wording!.Name, "", faults));
        overlay?.Check(definition, new FaultPlace(files.Overlay!.Name, "", faults));
        pictures?.Check(definition, new FaultPlace(files.Pictures!.Name, "", faults), inPictures: true);
        var words = overlay ?? shipped;
        var (beside, own) = (WordingOf(shipped, files.Wording), WordingOf(overlay, files.Overlay));
        var (wording, drawn) = (own ?? beside, WordingOf(pictures, files.Pictures));
        if (words is null && definition.WithoutWording is null)
        {
            var needed = Path.ChangeExtension(Path.GetFileName(files.Definition.Name), ".wording.json");
            root.Wrong($"has no words: {needed} is not there, and withoutWording does not say why");
        }
        if (own?.Source?.Bytes.AsSpan().SequenceEqual(beside?.Source?.Bytes) != true)
            CheckName(own, beside, faults);
        CheckName(drawn, wording, faults);
        var items = ItemsOf(definition, words);
        var numbers = new FaultPlace(files.Scales?.Name ?? "", "", faults);
        var (scales, unsupplied) = new ScaleReader(items, root, supply, numbers).Read(definition.Scales);
        if (faults.Count > before)
            return null;

        var instrument = new Instrument(
            definition.Key,
            definition.Version,
            definition.Name,
            definition.Measures,
            words?.Intro ?? new LocalText("", ""),
            wording ?? new Wording(WordingState.NotSupplied, "none", definition.WithoutWording!, null),
            definition.Licence,
            definition.Interval,
            definition.ShortForm,
            new MissingRule(definition.Missing.Most ?? 0, definition.Missing.Source),
            [.. definition.Answers.Select(set => new AnswerSet(set.Key, [.. set.Value.All], set.Value.Source))],
            items,
            scales,
            unsupplied,
            supply is null ? null : new Supply(supply.Set, supply.Source, files.Scales!),
            files.Definition
        );
        return pictures is null
            ? instrument
            : instrument with
            {
                InPictures = instrument with
                {
                    Wording = drawn!,
                    Intro = pictures.Intro,
                    Items = ItemsOf(definition, pictures),
                },
            };
    }

    /// <param name="part">What follows key and version in the file's name.</param>
    private static T? Read<T>(SourceFile? file, string part, ICollection<Fault> faults)
        where T : class, IVersionFile
    {
        if (file is null || JsonFile.Read<T>(file, faults) is not { } read)
            return null;
        var name = $"{read.Key}-v{read.Version}{part}.json";
        if (Path.GetFileName(file.Name) != name)
            faults.Add(new Fault(file.Name, "key", $"does not fit the file's name; it must be {name}"));
        return read;
    }

    private static void Check(Definition definition, FaultPlace root, IReadOnlyCollection<string>? known)
    {
        if (definition.ShortForm is { Key: var key } && known?.Contains(key) == false)
            root["shortForm"]["key"].Wrong($"'{key}' is not a questionnaire; known are {string.Join(", ", known)}");
        var (rule, _, most) = definition.Missing;
        if ((rule == MissingEntry.Kind.PersonMean) != most.HasValue)
            root["missing"]["most"].Wrong($"goes with person-mean, which needs it, and with no other rule");
        foreach (var (index, item) in definition.Items.Index())
        {
            var at = root["items"][index];
            if (!definition.Answers.ContainsKey(item.Answers))
            {
                var sets = string.Join(", ", definition.Answers.Keys);
                at["answers"].Wrong($"'{item.Answers}' is not in answers; there are {sets}");
            }
            if (item.Key == "id")
                at["key"].Wrong($"'id' is not allowed; it is the column that tells responses apart");
        }
        foreach (var (name, set) in definition.Answers)
        {
            var at = root["answers"][name];
            if (set.Codes is null == set.Range is null)
                at.Wrong($"needs codes or range, one of the two");
            if (set.Range is { } range && range.To <= range.From)
                at["range"]["to"].Wrong($"{range.To} is not allowed; it must be above from, {range.From}");
        }
    }

    private static Wording? WordingOf(WordingEntry? entry, SourceFile? file) =>
        entry is null || file is null ? null : new Wording(entry.State, entry.Wording, entry.Note, file);

    private static void CheckName(Wording? wording, Wording? other, ICollection<Fault> faults)
    {
        if (wording is null || wording.Version != other?.Version)
            return;
        faults.Add(
            new Fault(
                wording.File,
                "wording",
                $"'{wording.Version}' is already the name of the wording in {other.File}; give this one a name of its own"
            )
        );
    }

    private static List<Item> ItemsOf(Definition definition, WordingEntry? words) =>
        [
            .. definition.Items.Select(entry =>
            {
                var choices = words?.Answers.GetValueOrDefault(entry.Answers);
                var codes = definition
                    .Answers[entry.Answers]
                    .All.Select(code => choices?.FirstOrDefault(choice => choice.Value == code) ?? Unlabelled(code))
                    .ToList();
                var own = words?.Items.GetValueOrDefault(entry.Key);
                return new Item(
                    entry.Key,
                    entry.Answers,
                    entry.About,
                    own?.Text ?? new LocalText(entry.Key, entry.Key),
                    own?.Hint,
                    own?.Short,
                    codes,
                    choices ?? codes
                )
                {
                    IsNamedOnlyWhenPresent = own?.OnlyWhenThere ?? false,
                };
            }),
        ];

    private static Code Unlabelled(int value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return new Code(value, new LocalText(digits, digits));
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
