using System.Resources;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// What the program says, by the key of its text: a test that names keys stays as it is when somebody finds better
/// words.
/// </summary>
/// <remarks>A key is the name of a .resx and a key in it, as <c>CaseModel.State.Red</c>.</remarks>
public static class PageTexts
{
    private static readonly ILookup<string, ResourceManager> byName = (
        from assembly in Projects.All
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith(".resources", StringComparison.Ordinal)
        select new ResourceManager(name[..^".resources".Length], assembly)
    ).ToLookup(resources => resources.BaseName.Split('.')[^1]);

    /// <summary>A text in Dutch, with each of its places filled in, and nothing that it has no place for.</summary>
    public static string Dutch(string key, params (string Name, string Value)[] values)
    {
        var text = TextOf(key);
        Assert.Subset(PlacesOf(text), values.Select(value => $"{{{value.Name}}}").ToHashSet());
        return Languages.In(Language.Dutch, () => Texts.Filled(text, values))?.Trim()
            ?? throw new KeyNotFoundException($"Not all of text '{key}' is filled in: {text}");
    }

    /// <summary>A text with one place.</summary>
    public static string Dutch(string key, string value) =>
        Dutch(key, (Assert.Single(PlacesOf(TextOf(key)))[1..^1], value));

    /// <summary>A text about so many, in the form that the program has for the number.</summary>
    public static string Dutch(string key, int count, params (string Name, string Value)[] more)
    {
        var form = key + Plural.Of(Language.Dutch, count);
        var counted = Find(form) is null ? key : form;
        (string, string)[] number = PlacesOf(TextOf(counted)).Contains("{n}") ? [("n", $"{count}")] : [];
        return Dutch(counted, [.. number, .. more]);
    }

    /// <summary>
    /// The longest piece of a text that is the same for everybody, where it does not matter what is filled in.
    /// </summary>
    public static string DutchPart(string key) =>
        place.Split(TextOf(key)).Select(piece => piece.Trim()).MaxBy(piece => piece.Length)!;

    private static readonly Regex place = new(@"\{[A-Za-z]+\}");

    private static HashSet<string> PlacesOf(string text) => [.. place.Matches(text).Select(found => found.Value)];

    private static string TextOf(string key) =>
        Find(key) ?? throw new KeyNotFoundException($"There is no text '{key}'.");

    /// <summary>As the program finds it: where a page has no words of its own, those of everywhere hold.</summary>
    private static string? Find(string key)
    {
        var (name, own) = (key.Split('.')[0], key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        return In(name) ?? (byName.Contains(name) ? In("Everywhere") : null);

        string? In(string resource) =>
            byName[resource]
                .Select(texts => texts.GetString(own, Languages.OfTexts(Language.Dutch)))
                .SingleOrDefault(text => text is not null);
    }
}
