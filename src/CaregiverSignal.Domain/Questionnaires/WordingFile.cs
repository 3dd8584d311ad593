using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>Reads the words of a questionnaire: the questions, and the labels of their answers.</summary>
internal static class WordingFile
{
    /// <summary>The most words under a picture (our choice: what is read at a glance).</summary>
    private const int MostUnderAPicture = 3;

    /// <param name="inPictures">Each answer has a picture, and three words at most.</param>
    /// <returns>Null when a fault was added.</returns>
    public static Words? Read(
        SourceFile file,
        OrderedDictionary<string, DraftSet?> sets,
        OrderedDictionary<string, DraftItem> items,
        ICollection<Fault> faults,
        bool inPictures = false
    )
    {
        var before = faults.Count;
        if (JsonPlace.Parse(file, faults) is not { } root)
            return null;

        root.AllowOnly("$schema", "key", "version", "wording", "state", "note", "intro", "answers", "items");
        InstrumentFile.ReadName(root, file.Name, inPictures ? ".pictures" : ".wording");
        var (version, note, intro) = (root.Text("wording"), root.Text("note"), root.Words("intro"));
        if (version is Wording.Imported or "none" || version?.Contains('+', StringComparison.Ordinal) == true)
            root.Wrong(
                "wording",
                $"'{version}' is not allowed; {Wording.Imported}, none and a plus have a meaning in the store"
            );
        var state = root.OneOf("state", "own", "official") == "official" ? WordingState.Official : WordingState.Own;
        var choices = ReadAnswers(root, sets, inPictures);
        var texts = ReadItems(root, items);

        return faults.Count > before
            ? null
            : new Words(new Wording(state, version!, note!, file.Hash, file.Name), intro!, choices, texts);
    }

    private static Dictionary<string, IReadOnlyList<Code>> ReadAnswers(
        JsonPlace root,
        OrderedDictionary<string, DraftSet?> sets,
        bool inPictures
    )
    {
        var choices = new Dictionary<string, IReadOnlyList<Code>>();
        if (root.Object("answers") is not { } answers)
            return choices;
        foreach (var key in answers.Keys)
        {
            if (!sets.TryGetValue(key, out var set))
                answers.Wrong(
                    key,
                    $"is not a set of answers of the questionnaire; there are {string.Join(", ", sets.Keys)}"
                );
            else if (set is not null)
                choices[key] = ReadLabels(answers, key, set, inPictures);
        }
        foreach (var key in sets.Keys.Except(answers.Keys))
            answers.Wrong(key, "is missing; the labels of its answers are needed");
        return choices;
    }

    private static List<Code> ReadLabels(JsonPlace answers, string key, DraftSet set, bool inPictures)
    {
        var codes = new List<Code>();
        foreach (var part in answers.Objects(key))
        {
            part.AllowOnly(inPictures ? ["value", "label", "picture"] : ["value", "label"]);
            var (value, label) = (part.Whole("value"), part.Words("label"));
            var picture = inPictures ? part.OneOf("picture", Picture.Names) : null;
            if (value is null || label is null)
                continue;
            if (inPictures && label.Nl.Split(' ').Length > MostUnderAPicture)
                part.Wrong("label", $"'{label.Nl}' has more than {MostUnderAPicture} words");
            if (!set.Set.Codes.Contains(value.Value))
                part.Wrong("value", $"{value} is not a code of '{key}'; codes are {string.Join(", ", set.Set.Codes)}");
            else if (codes.Any(code => code.Value == value))
                part.Wrong("value", $"{value} is there twice");
            else
                codes.Add(new Code(value.Value, label, picture));
        }
        if (set.IsRange)
            return codes;
        foreach (var code in set.Set.Codes.Where(code => codes.All(one => one.Value != code)))
            answers.Wrong(key, $"has no label for code {code}");
        return codes;
    }

    private static Dictionary<string, ItemWords> ReadItems(JsonPlace root, OrderedDictionary<string, DraftItem> items)
    {
        var texts = new Dictionary<string, ItemWords>();
        if (root.Object("items") is not { } given)
            return texts;
        foreach (var key in given.Keys)
        {
            if (!items.ContainsKey(key))
            {
                given.Wrong(key, $"is not an item; items are {string.Join(", ", items.Keys)}");
                continue;
            }
            if (given.Object(key) is not { } part)
                continue;
            part.AllowOnly("text", "hint", "short", "onlyWhenThere");
            var (text, hint, @short) = (
                part.Words("text"),
                part.Has("hint") ? part.Words("hint") : null,
                part.Has("short") ? part.Words("short") : null
            );
            var onlyWhenThere = part.Has("onlyWhenThere") && part.True("onlyWhenThere");
            if (text is not null)
                texts[key] = new ItemWords(text, hint, @short, onlyWhenThere);
        }
        foreach (var key in items.Keys.Except(given.Keys))
            given.Wrong(key, "is missing; every item needs a text");
        return texts;
    }
}

/// <summary>All the words of a questionnaire that a caregiver reads.</summary>
internal sealed record Words(
    Wording Wording,
    LocalText Intro,
    IReadOnlyDictionary<string, IReadOnlyList<Code>> Choices,
    IReadOnlyDictionary<string, ItemWords> Items
)
{
    public static Words None(string why) =>
        new(
            new Wording(WordingState.NotSupplied, "none", why, "", ""),
            new LocalText("", ""),
            new Dictionary<string, IReadOnlyList<Code>>(),
            new Dictionary<string, ItemWords>()
        );
}

internal sealed record ItemWords(LocalText Text, LocalText? Hint, LocalText? Short, bool OnlyWhenPresent);
