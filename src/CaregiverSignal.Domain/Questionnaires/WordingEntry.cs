using System.ComponentModel.DataAnnotations;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>The words of a questionnaire as their file has them: labels by set of answers, and by item the
/// question.</summary>
internal sealed record WordingEntry(
    string Key,
    [property: Range(1, int.MaxValue)] int Version,
    string Wording,
    [property: AllowedValues(WordingState.Own, WordingState.Official)] WordingState State,
    string Note,
    [property: DutchOrMore] LocalText Intro,
    [property: MinLength(1)] Dictionary<string, IReadOnlyList<Code>> Answers,
    Dictionary<string, ItemWords> Items
) : IVersionFile
{
    /// <summary>The most words under a picture (our choice: what is read at a glance).</summary>
    private const int MostUnderAPicture = 3;

    /// <param name="inPictures">Each answer has a picture, and three words at most.</param>
    public void Check(Definition definition, FaultPlace root, bool inPictures = false)
    {
        const string Taken = Questionnaires.Wording.Imported;
        if (Wording is Taken or "none" || Wording.Contains('+', StringComparison.Ordinal))
            root["wording"].Wrong($"'{Wording}' is not allowed; {Taken}, none and a plus have a meaning in the store");
        CheckKeys(Answers.Keys, definition.Answers.Keys, root["answers"]);
        CheckKeys(Items.Keys, [.. definition.Items.Select(item => item.Key)], root["items"]);
        foreach (var (key, labels) in Answers.Where(set => definition.Answers.ContainsKey(set.Key)))
        {
            var (at, set, offered) = (
                root["answers"][key],
                definition.Answers[key],
                labels.Select(label => label.Value)
            );
            foreach (var code in offered.Except(set.All))
                at.Wrong($"{code} is not a code of '{key}'; codes are {string.Join(", ", set.All)}");
            foreach (var code in set.Range is null ? set.All.Except(offered) : [])
                at.Wrong($"has no label for code {code}");
            foreach (var (index, label) in labels.Index())
                CheckPicture(label, inPictures, at[index]);
        }
    }

    private static void CheckPicture(Code code, bool inPictures, FaultPlace at)
    {
        if (inPictures ? !AnswerPictures.Names.Contains(code.Picture) : code.Picture is not null)
        {
            var found = code.Picture is null ? "is missing" : $"'{code.Picture}' is not allowed";
            at["picture"].Wrong($"{found}; in a file of pictures allowed is {string.Join(", ", AnswerPictures.Names)}");
        }
        if (inPictures && code.Label.Nl.Split(' ').Length > MostUnderAPicture)
            at["label"].Wrong($"'{code.Label.Nl}' has more than {MostUnderAPicture} words");
    }

    private static void CheckKeys(IReadOnlyCollection<string> given, IReadOnlyCollection<string> needed, FaultPlace at)
    {
        foreach (var key in given.Except(needed))
            at[key].Wrong($"is not in the definition; there are {string.Join(", ", needed)}");
        foreach (var key in needed.Except(given))
            at[key].Wrong($"is missing; each of {string.Join(", ", needed)} needs its words");
    }
}

/// <param name="OnlyWhenThere">See <see cref="Item.IsNamedOnlyWhenPresent"/>.</param>
internal sealed record ItemWords(
    [property: DutchOrMore] LocalText Text,
    [property: DutchOrMore] LocalText? Hint = null,
    [property: DutchOrMore] LocalText? Short = null,
    bool OnlyWhenThere = false
);
