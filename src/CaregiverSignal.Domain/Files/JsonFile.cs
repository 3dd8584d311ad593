using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CaregiverSignal.Files;

/// <summary>
/// Reads JSON files into records, or tells all that the records cannot hold, each with its place: what is required must
/// be there, and a key that is no property is refused, as it would be a rule that silently does nothing.
/// </summary>
/// <remarks>
/// A parameter without a default is required. No text is blank; one under <c>key</c> is small letters, digits and
/// hyphens,
/// as other files refer to it. In a list nothing is twice, by its key or value or itself. The attributes for ranges and
/// allowed values hold, on a list or dictionary, for what is in it. May be shared between threads.
/// </remarks>
public static class JsonFile
{
    private static readonly JsonSerializerOptions Options = FileJson.Default.Options;

    /// <summary>The properties of each record, looked up once: a verb reads thousands of values as it starts.</summary>
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Known>> Records = new();

    /// <returns>Null when a fault was added.</returns>
    public static T? Read<T>(SourceFile source, ICollection<Fault> faults)
        where T : class
    {
        var before = faults.Count;
        try
        {
            using var document = JsonDocument.Parse(source.Unmarked);
            Check(document.RootElement, typeof(T), null, new FaultPlace(source.Name, "", faults));
            return faults.Count > before ? null : document.Deserialize<T>(Options);
        }
        catch (JsonException broken)
        {
            faults.Add(FaultOf(source.Name, broken));
            return null;
        }
    }

    /// <summary>Why a file is no JSON, with the line and column as an editor counts them: from 1.</summary>
    public static Fault FaultOf(string file, JsonException broken)
    {
        var at = broken.LineNumber is { } line ? $"line {line + 1}, column {broken.BytePositionInLine + 1}" : "";
        var why = broken.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
        return new Fault(file, at, "is not JSON: " + why);
    }

    private static void Check(JsonElement value, Type type, Known? property, FaultPlace at)
    {
        if (property?.Info.CustomConverter is DutchOrMore && value.ValueKind == JsonValueKind.String)
            type = typeof(string);
        type = Nullable.GetUnderlyingType(type) ?? type;
        var (kind, needed) = FormOf(type);
        var info = Options.GetTypeInfo(type);
        if (value.ValueKind != kind && (kind, value.ValueKind) is not (JsonValueKind.True, JsonValueKind.False))
            at.Wrong($"is {Shown(value)}; {needed} is needed");
        else if (info.Kind == JsonTypeInfoKind.Object)
            CheckKeys(value, info, at);
        else if (kind is JsonValueKind.Array or JsonValueKind.Object)
            CheckParts(value, info.ElementType!, property, at);
        else if (kind == JsonValueKind.Number)
            CheckNumber(value, type, property?.Range, at);
        else if (kind == JsonValueKind.String)
            CheckText(value.GetString()!, type, property, at);
    }

    private static void CheckKeys(JsonElement value, JsonTypeInfo info, FaultPlace at)
    {
        var known = Records.GetOrAdd(
            info.Type,
            _ => info.Properties.Where(property => property.Set is not null).ToDictionary(it => it.Name, Known.Of)
        );
        foreach (var part in KeysOf(value, at))
        {
            if (known.TryGetValue(part.Name, out var property))
                Check(part.Value, property.Info.PropertyType, property, at[part.Name]);
            else if (part.Name != "$schema")
                at[part.Name].Wrong($"is not known here; known are {string.Join(", ", known.Keys)}");
        }
        foreach (var (name, property) in known)
        {
            if (property.IsNeeded && !value.TryGetProperty(name, out _))
                at[name].Wrong($"is missing; {FormOf(property.Info.PropertyType).Name} is needed");
        }
    }

    /// <summary>Each key the first time; that one is there twice is a fault.</summary>
    private static IEnumerable<JsonProperty> KeysOf(JsonElement value, FaultPlace at)
    {
        var names = new HashSet<string>();
        foreach (var part in value.EnumerateObject())
        {
            if (names.Add(part.Name))
                yield return part;
            else
                at[part.Name].Wrong($"is there twice");
        }
    }

    private static void CheckParts(JsonElement value, Type type, Known? property, FaultPlace at)
    {
        var (names, count) = (new HashSet<string>(), 0);
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var part in KeysOf(value, at))
            {
                count++;
                Check(part.Value, type, property, at[part.Name]);
            }
        else
            foreach (var part in value.EnumerateArray())
            {
                var place = at[count++];
                Check(part, type, property, place);
                var name = NameOf(part, ref place);
                if (name.ValueKind != JsonValueKind.Object && !names.Add(name.ToString()))
                    place.Wrong($"'{name}' is there twice");
            }

        if (count < property?.Least)
            at.Wrong($"is empty; at least one is needed");
    }

    /// <summary>What tells a part of a list from the others: its key or value, or itself.</summary>
    /// <param name="place">Of the part; becomes that of its name.</param>
    private static JsonElement NameOf(JsonElement part, ref FaultPlace place)
    {
        if (part.ValueKind != JsonValueKind.Object)
            return part;
        foreach (var known in (string[])["key", "value"])
            if (part.TryGetProperty(known, out var name))
            {
                place = place[known];
                return name;
            }

        return part;
    }

    private static void CheckNumber(JsonElement value, Type type, RangeAttribute? range, FaultPlace at)
    {
        var isWhole = type == typeof(int);
        var number = isWhole && !value.TryGetInt32(out _) ? double.NaN : value.GetDouble();
        if (double.IsFinite(number) && range?.IsValid(isWhole ? (int)number : number) != false)
            return;
        var least = range is null ? "" : $" {(range.MinimumIsExclusive ? "above" : "from")} {range.Minimum}";
        var most = range?.Maximum switch
        {
            null or int.MaxValue or double.MaxValue => "",
            var end => $" {(range.MaximumIsExclusive ? "to below" : "to")} {end}",
        };
        at.Wrong(
            $"{value.GetRawText()} is not allowed; allowed is a {(isWhole ? "whole number" : "number")}{least}{most}"
        );
    }

    private static void CheckText(string text, Type type, Known? property, FaultPlace at)
    {
        var allowed = property?.Allowed ?? (type.IsEnum ? Codes.All(type) : null);
        if (string.IsNullOrWhiteSpace(text))
            at.Wrong($"is empty; a text is needed");
        else if (allowed?.Contains(text) == false)
            at.Wrong($"'{text}' is not allowed; allowed is {string.Join(", ", allowed)}");
        else if (
            property?.Info.Name == "key"
            && !text.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-')
        )
            at.Wrong($"'{text}' is not allowed; allowed are small letters, digits and hyphens");
    }

    /// <summary>The kind of value that a type is read from, true for either truth, and how a message calls it.</summary>
    private static (JsonValueKind Kind, string Name) FormOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type.IsEnum ? (JsonValueKind.String, "a text")
            : type == typeof(int) ? (JsonValueKind.Number, "a whole number")
            : type == typeof(double) ? (JsonValueKind.Number, "a number")
            : type == typeof(bool) ? (JsonValueKind.True, "true or false")
            : Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? (JsonValueKind.Array, "a list")
            : (JsonValueKind.Object, "an object");
    }

    private static string Shown(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => $"the text '{value.GetString()}'",
            JsonValueKind.Number => $"the number {value.GetRawText()}",
            _ => value.GetRawText(),
        };

    /// <summary>A property, and what its attributes allow; on a list or dictionary, for what is in it.</summary>
    /// <param name="Least">How many there must be at least.</param>
    private sealed record Known(
        JsonPropertyInfo Info,
        RangeAttribute? Range,
        int? Least,
        IReadOnlyList<string>? Allowed,
        bool IsNeeded
    )
    {
        public static Known Of(JsonPropertyInfo info)
        {
            object[] attributes = info.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
            return new(
                info,
                attributes.OfType<RangeAttribute>().FirstOrDefault(),
                attributes.OfType<MinLengthAttribute>().FirstOrDefault()?.Length,
                attributes
                    .OfType<AllowedValuesAttribute>()
                    .FirstOrDefault()
                    ?.Values.Select(value => value is Enum member ? member.Code() : (string)value!)
                    .ToList(),
                info.IsRequired || info.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false }
            );
        }
    }
}
