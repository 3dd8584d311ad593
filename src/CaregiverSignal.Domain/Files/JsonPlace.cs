using System.Globalization;
using System.Text.Json;

namespace CaregiverSignal.Files;

/// <summary>
/// A value in a JSON file together with its place; whatever is wrong with it becomes a fault, so that all faults are
/// reported at once.
/// </summary>
public sealed class JsonPlace
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement value;
    private readonly string place;
    private readonly string file;
    private readonly ICollection<Fault> faults;

    private JsonPlace(JsonElement value, string place, string file, ICollection<Fault> faults)
    {
        this.value = value;
        this.place = place;
        this.file = file;
        this.faults = faults;
    }

    /// <summary>The file's JSON object; null, with a fault, when it holds something else.</summary>
    public static JsonPlace? Parse(SourceFile source, ICollection<Fault> faults)
    {
        var file = source.Name;
        try
        {
            using var document = JsonDocument.Parse(source.Unmarked, Strict);
            var root = new JsonPlace(document.RootElement.Clone(), "", file, faults);
            if (root.value.ValueKind == JsonValueKind.Object)
                return root;
            root.Wrong($"is {Kind(root.value)}; an object is needed");
        }
        catch (JsonException broken)
        {
            var at = broken.LineNumber is { } line ? $"line {line + 1}, column {broken.BytePositionInLine + 1}" : "";
            faults.Add(
                new Fault(file, at, "is not JSON: " + broken.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0])
            );
        }
        return null;
    }

    /// <summary>Adds a fault at this place.</summary>
    public void Wrong(string message) => faults.Add(new Fault(file, place, message));

    /// <summary>Adds a fault at a key of this object.</summary>
    public void Wrong(string key, string message) => faults.Add(new Fault(file, At(key), message));

    public bool Has(string key) => value.TryGetProperty(key, out _);

    public IEnumerable<string> Keys => value.EnumerateObject().Select(property => property.Name);

    /// <summary>
    /// Makes every other key a fault: a misspelt key would otherwise be a rule that silently does nothing.
    /// </summary>
    public void AllowOnly(params string[] keys)
    {
        foreach (var unknown in Keys.Except(keys))
        {
            Wrong(unknown, $"is not known here; known are {string.Join(", ", keys)}");
        }
    }

    /// <summary>A text that is not blank; null, with a fault, otherwise.</summary>
    public string? Text(string key)
    {
        if (Member(key, JsonValueKind.String, "a text") is not { } text)
            return null;
        if (!string.IsNullOrWhiteSpace(text.GetString()))
            return text.GetString();
        Wrong(key, "is empty; a text is needed");
        return null;
    }

    /// <summary>
    /// A name that other files refer to: small letters, digits and hyphens; null, with a fault, otherwise.
    /// </summary>
    public string? Name(string key)
    {
        if (Text(key) is not { } name)
            return null;
        if (name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'))
            return name;
        Wrong(key, $"'{name}' is not allowed; allowed are small letters, digits and hyphens");
        return null;
    }

    /// <summary>One of the allowed texts; null, with a fault, otherwise.</summary>
    public string? OneOf(string key, params string[] allowed)
    {
        if (Text(key) is not { } text)
            return null;
        if (allowed.Contains(text))
            return text;
        Wrong(key, $"'{text}' is not allowed; allowed is {string.Join(", ", allowed)}");
        return null;
    }

    /// <summary>
    /// Dutch with English beside it, and other languages where they are there; null, with a fault, otherwise.
    /// </summary>
    public LocalText? LocalText(string key)
    {
        if (Object(key) is not { } both)
            return null;
        both.AllowOnly([.. Codes.All<Language>()]);
        var (nl, en) = (both.Text("nl"), both.Text("en"));
        return nl is null || en is null
            ? null
            : new LocalText(nl, en)
            {
                YoungNl = Other(Language.YoungDutch),
                Tr = Other(Language.Turkish),
                Ar = Other(Language.Arabic),
                Pl = Other(Language.Polish),
            };

        string? Other(Language language) => both.Has(language.Code()) ? both.Text(language.Code()) : null;
    }

    /// <summary>A text that people read: Dutch alone, or with English beside it.</summary>
    public LocalText? Words(string key)
    {
        if (!value.TryGetProperty(key, out var member) || member.ValueKind != JsonValueKind.String)
            return LocalText(key);
        return Text(key) is { } dutch ? new LocalText(dutch, dutch) : null;
    }

    /// <summary>Whether the key is there; its value must be true.</summary>
    public bool True(string key) => Member(key, JsonValueKind.True, "true") is not null;

    public double? Number(string key)
    {
        if (Member(key, JsonValueKind.Number, "a number") is not { } member)
            return null;
        if (member.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        Wrong(key, $"{member.GetRawText()} is too large");
        return null;
    }

    /// <summary>A whole number from least to most, both allowed; null, with a fault, otherwise.</summary>
    public int? Whole(string key, int least = int.MinValue, int most = int.MaxValue)
    {
        if (Member(key, JsonValueKind.Number, "a whole number") is not { } number)
            return null;
        if (number.TryGetInt32(out var whole) && whole >= least && whole <= most)
            return whole;
        var limits =
            least == int.MinValue ? ""
            : most == int.MaxValue ? $" from {least}"
            : $" from {least} to {most}";
        Wrong(key, $"{number.GetRawText()} is not allowed; allowed is a whole number{limits}");
        return null;
    }

    public JsonPlace? Object(string key) =>
        Member(key, JsonValueKind.Object, "an object") is { } member
            ? new JsonPlace(member, At(key), file, faults)
            : null;

    /// <summary>The elements of a list that has at least one; empty, with a fault, otherwise.</summary>
    /// <param name="orNone">Whether an empty list is allowed.</param>
    public IReadOnlyList<JsonPlace> List(string key, bool orNone = false)
    {
        if (Member(key, JsonValueKind.Array, "a list") is not { } list)
            return [];
        if (list.GetArrayLength() == 0 && !orNone)
            Wrong(key, "is empty; at least one is needed");
        return [.. list.EnumerateArray().Select((part, n) => new JsonPlace(part, $"{At(key)}[{n}]", file, faults))];
    }

    /// <summary>The objects of a list; any other element is a fault.</summary>
    public IReadOnlyList<JsonPlace> Objects(string key, bool orNone = false) =>
        [
            .. List(key, orNone)
                .Where(part =>
                {
                    if (part.value.ValueKind == JsonValueKind.Object)
                        return true;
                    part.Wrong($"is {part.OwnKind}; an object is needed");
                    return false;
                }),
        ];

    /// <summary>This place's own text, when it is one.</summary>
    public string? OwnText => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>This place's own whole number, when it is one.</summary>
    public int? OwnWhole => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) ? whole : null;

    public string OwnKind => Kind(value);

    private JsonElement? Member(string key, JsonValueKind kind, string needed)
    {
        if (!value.TryGetProperty(key, out var member))
            Wrong(key, $"is missing; {needed} is needed");
        else if (member.ValueKind == kind)
            return member;
        else
            Wrong(key, $"is {Kind(member)}; {needed} is needed");
        return null;
    }

    private string At(string key) => place.Length == 0 ? key : $"{place}.{key}";

    private static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => $"the text '{element.GetString()}'",
            JsonValueKind.Number => string.Create(CultureInfo.InvariantCulture, $"the number {element.GetRawText()}"),
            JsonValueKind.Null => "null",
            _ => element.ValueKind == JsonValueKind.True ? "true" : "false",
        };
}
