using System.Collections;
using System.Resources;

namespace CaregiverSignal.Tests.Support;

/// <summary>What is said in another language, found by its Dutch: for a walk that knows pages by their words.</summary>
public sealed class Translated(Language language)
{
    /// <summary>Every text of the program and of its questionnaires, in Dutch and in the language.</summary>
    private readonly List<(string Dutch, string Theirs)> texts = [.. OfPages(language), .. OfQuestionnaires(language)];

    /// <summary>Matches the whole text.</summary>
    public Regex Whole(string dutch) => Matching(text => text == dutch, "$");

    /// <summary>Matches what begins so in Dutch, as far as it is the same for everybody.</summary>
    public Regex Beginning(string dutch) => Matching(text => text.StartsWith(dutch, StringComparison.Ordinal), "");

    private Regex Matching(Func<string, bool> fits, string end)
    {
        var found = texts
            .Where(text => fits(text.Dutch))
            .Select(text => Regex.Escape(text.Theirs.Split('{')[0].Trim()))
            .Distinct()
            .ToList();
        Assert.NotEmpty(found);
        return new Regex($@"^\s*({string.Join('|', found)})\s*{end}");
    }

    private static IEnumerable<(string, string)> OfPages(Language language) =>
        from assembly in Projects.All
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith(".resources", StringComparison.Ordinal)
        let resources = new ResourceManager(name[..^".resources".Length], assembly)
        from text in resources.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>()
        select (
            (string)text.Value!,
            resources.GetString((string)text.Key, CultureInfo.GetCultureInfo(language.Code()))!
        );

    private static IEnumerable<(string, string)> OfQuestionnaires(Language language) =>
        from instrument in Some.Instruments.All
        from item in instrument.Items
        from text in item.Choices.Select(choice => choice.Label).Prepend(item.Text)
        select (text.In(Language.Dutch), text.In(language));
}
