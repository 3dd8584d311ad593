using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaregiverSignal.Files;

/// <summary>Reads JSON files into records, or reports every problem with its place. Required values must be present,
/// and unknown keys are refused, as they would be rules that silently do nothing.</summary>
/// <remarks>A parameter without a default is required. Texts must not be blank; a <c>key</c> has lower-case letters,
/// digits and hyphens. Lists must not repeat a key, value or element. Range attributes on a list or dictionary apply to
/// its elements. May be shared between threads.</remarks>
public static class JsonFile
{
    /// <summary>Cached per type: a verb reads thousands of values as it starts.</summary>
    private static readonly ConcurrentDictionary<Type, Form> Forms = new();

    /// <returns>Null if a fault was added.</returns>
    public static T? Read<T>(SourceFile source, ICollection<Fault> faults)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(source.Unmarked);
            return (T?)Value(document.RootElement, typeof(T), null, new FaultPlace(source.Name, "", faults));
        }
        catch (JsonException broken)
        {
            faults.Add(FaultOf(source.Name, broken));
            return null;
        }
    }

    /// <summary>Why a file is not JSON, with line and column from 1, as editors count them.</summary>
    public static Fault FaultOf(string file, JsonException broken)
    {
        var at = broken.LineNumber is { } line ? $"line {line + 1}, column {broken.BytePositionInLine + 1}" : "";
        var why = broken.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
        return new Fault(file, at, "is not JSON: " + why);
    }

    /// <returns>Null if a fault was added.</returns>
    private static object? Value(JsonElement value, Type type, Known? property, FaultPlace at)
    {
        if (property?.IsDutchOrMore == true && value.ValueKind == JsonValueKind.String)
            return Text(value.GetString()!, typeof(string), property, at) is string dutch
                ? new LocalText(dutch, dutch)
                : null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var (kind, needed) = KindOf(type);
        if (value.ValueKind == kind || (kind, value.ValueKind) is (JsonValueKind.True, JsonValueKind.False))
            return kind switch
            {
                JsonValueKind.Object when !type.IsGenericType => Record(value, type, at),
                JsonValueKind.Object or JsonValueKind.Array => Parts(value, type, property, at),
                JsonValueKind.Number => Number(value, type, property?.Range, at),
                JsonValueKind.String => Text(value.GetString()!, type, property, at),
                _ => value.GetBoolean(),
            };
        at.Wrong($"is {Shown(value)}; {needed} is needed");
        return null;
    }

    private static object? Record(JsonElement value, Type type, FaultPlace at)
    {
        var (before, form, given) = (at.Faults.Count, Forms.GetOrAdd(type, Form.Of), new Dictionary<string, object?>());
        foreach (var part in KeysOf(value, at))
        {
            if (form.Keys.TryGetValue(part.Name, out var property))
                given[property.Info.Name] = Value(part.Value, property.Info.PropertyType, property, at[part.Name]);
            else if (part.Name != "$schema")
                at[part.Name].Wrong($"is not known here; known are {string.Join(", ", form.Keys.Keys)}");
        }
        foreach (var (name, property) in form.Keys)
        {
            if (property.IsNeeded && !given.ContainsKey(property.Info.Name))
                at[name].Wrong($"is missing; {KindOf(property.Info.PropertyType).Name} is needed");
        }
        return at.Faults.Count > before ? null : form.Make(given);
    }

    /// <summary>Each key once; a repeated key is a fault.</summary>
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

    private static object? Parts(JsonElement value, Type type, Known? property, FaultPlace at)
    {
        var (before, count, of) = (at.Faults.Count, 0, type.GenericTypeArguments[^1]);
        object parts;
        if (value.ValueKind == JsonValueKind.Object)
        {
            var map = (IDictionary)(parts = Activator.CreateInstance(type)!);
            foreach (var part in KeysOf(value, at))
            {
                count++;
                if (Value(part.Value, of, property, at[part.Name]) is { } read)
                    map.Add(part.Name, read);
            }
        }
        else
        {
            var (names, list) = (new HashSet<string>(), Array.CreateInstance(of, value.GetArrayLength()));
            parts = list;
            foreach (var part in value.EnumerateArray())
            {
                var place = at[count];
                list.SetValue(Value(part, of, property, place), count++);
                var name = NameOf(part, ref place);
                if (name.ValueKind != JsonValueKind.Object && !names.Add(name.ToString()))
                    place.Wrong($"'{name}' is there twice");
            }
        }

        if (count < property?.Least)
            at.Wrong($"is empty; at least one is needed");
        return at.Faults.Count > before ? null : parts;
    }

    /// <summary>What identifies an element of a list: its key, its value, or itself.</summary>
    /// <param name="place">The element's place; becomes that of its name.</param>
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

    private static object? Number(JsonElement value, Type type, RangeAttribute? range, FaultPlace at)
    {
        var isWhole = type == typeof(int);
        var number = isWhole && !value.TryGetInt32(out _) ? double.NaN : value.GetDouble();
        var read = isWhole ? (object)(int)number : number;
        if (double.IsFinite(number) && range?.IsValid(read) != false)
            return read;
        var least = range is null ? "" : $" {(range.MinimumIsExclusive ? "above" : "from")} {range.Minimum}";
        var most = range?.Maximum switch
        {
            null or int.MaxValue or double.MaxValue => "",
            var end => $" {(range.MaximumIsExclusive ? "to below" : "to")} {end}",
        };
        at.Wrong(
            $"{value.GetRawText()} is not allowed; allowed is a {(isWhole ? "whole number" : "number")}{least}{most}"
        );
        return null;
    }

    private static object? Text(string text, Type type, Known? property, FaultPlace at)
    {
        var allowed = property?.Allowed ?? (type.IsEnum ? Codes.All(type) : null);
        if (string.IsNullOrWhiteSpace(text))
            at.Wrong($"is empty; a text is needed");
        else if (allowed?.Contains(text) == false)
            at.Wrong($"'{text}' is not allowed; allowed is {string.Join(", ", allowed)}");
        else if (
            property?.Key == "key"
            && !text.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-')
        )
            at.Wrong($"'{text}' is not allowed; allowed are small letters, digits and hyphens");
        else
            return type.IsEnum ? Codes.Find(type, text) : text;
        return null;
    }

    /// <summary>The JSON kind that a type is read from, True for any boolean, and its name in messages.</summary>
    private static (JsonValueKind Kind, string Name) KindOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type.IsEnum ? (JsonValueKind.String, "a text")
            : type == typeof(int) ? (JsonValueKind.Number, "a whole number")
            : type == typeof(double) ? (JsonValueKind.Number, "a number")
            : type == typeof(bool) ? (JsonValueKind.True, "true or false")
            : type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Dictionary<,>)
                ? (JsonValueKind.Array, "a list")
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

    /// <summary>A record's properties by key, and its constructor.</summary>
    private sealed record Form(
        IReadOnlyDictionary<string, Known> Keys,
        ConstructorInfo Constructor,
        ParameterInfo[] Parameters
    )
    {
        public static Form Of(Type type)
        {
            var constructor = type.GetConstructors().Single();
            var parameters = constructor.GetParameters();
            return new(
                type.GetProperties()
                    .Where(property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute)))
                    .Select(property => Known.Of(property, parameters.FirstOrDefault(it => it.Name == property.Name)))
                    .ToDictionary(known => known.Key),
                constructor,
                parameters
            );
        }

        /// <param name="given">The values by property name.</param>
        public object Make(Dictionary<string, object?> given)
        {
            var made = Constructor.Invoke([
                .. Parameters.Select(it => given.Remove(it.Name!, out var value) ? value : it.DefaultValue),
            ]);
            foreach (var known in Keys.Values)
                if (given.TryGetValue(known.Info.Name, out var value))
                    known.Info.SetValue(made, value);
            return made;
        }
    }

    /// <summary>A property, and what its attributes allow; for a list or dictionary, what they allow of its
    /// elements.</summary>
    /// <param name="Least">The least number of elements.</param>
    private sealed record Known(
        PropertyInfo Info,
        string Key,
        RangeAttribute? Range,
        int? Least,
        IReadOnlyList<string>? Allowed,
        bool IsDutchOrMore,
        bool IsNeeded
    )
    {
        public static Known Of(PropertyInfo info, ParameterInfo? parameter)
        {
            var attributes = info.GetCustomAttributes(inherit: true);
            return new(
                info,
                attributes.OfType<JsonPropertyNameAttribute>().FirstOrDefault()?.Name
                    ?? JsonNamingPolicy.CamelCase.ConvertName(info.Name),
                attributes.OfType<RangeAttribute>().FirstOrDefault(),
                attributes.OfType<MinLengthAttribute>().FirstOrDefault()?.Length,
                attributes
                    .OfType<AllowedValuesAttribute>()
                    .FirstOrDefault()
                    ?.Values.Select(value => value is Enum member ? member.Code() : (string)value!)
                    .ToList(),
                attributes.OfType<DutchOrMoreAttribute>().Any(),
                parameter is { HasDefaultValue: false } || attributes.OfType<JsonRequiredAttribute>().Any()
            );
        }
    }
}
