using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace CaregiverSignal.Text;

/// <summary>The one text of an enum's member in the store, in files and on the command line: its name in small letters
/// with hyphens, as <c>auto-reply</c>, unless the enum (<see cref="CodesAreNamesAttribute"/>) or the member
/// (<see cref="CodeAttribute"/>) says another.</summary>
/// <remarks><c>Storage</c> binds and reads enums by it, so a statement gets a member and gives one back.</remarks>
public static class Codes
{
    private static readonly ConcurrentDictionary<Type, Map> maps = new();

    /// <exception cref="ArgumentOutOfRangeException">The value is no member.</exception>
    public static string Code(this Enum member) =>
        Of(member.GetType()).Codes.TryGetValue(member, out var code)
            ? code
            : throw new ArgumentOutOfRangeException(nameof(member), member, "Has no name, so it has no code.");

    /// <exception cref="UnknownCodeException">No member has this code.</exception>
    public static T Parse<T>(string code)
        where T : struct, Enum => (T)Parse(typeof(T), code);

    /// <returns>Null when no member has this code.</returns>
    public static T? Find<T>(string? code)
        where T : struct, Enum => code is null ? null : (T?)Find(typeof(T), code);

    public static object? Find(Type type, string code) => Of(type).Members.GetValueOrDefault(code);

    /// <summary>For a message that says what is allowed.</summary>
    public static IReadOnlyCollection<string> All<T>()
        where T : struct, Enum => All(typeof(T));

    public static IReadOnlyCollection<string> All(Type type) => Of(type).Codes.Values;

    public static object Parse(Type type, string code) =>
        Of(type).Members.TryGetValue(code, out var member) ? member : throw new UnknownCodeException(type);

    private static Map Of(Type type) => maps.GetOrAdd(type, static type => new Map(type));

    private static string CodeOf(FieldInfo member) =>
        member.GetCustomAttribute<CodeAttribute>()?.Code
        ?? (
            member.DeclaringType!.IsDefined(typeof(CodesAreNamesAttribute), inherit: false)
                ? member.Name
                : JsonNamingPolicy.KebabCaseLower.ConvertName(member.Name)
        );

    private sealed class Map(Type type)
    {
        public OrderedDictionary<Enum, string> Codes { get; } =
            new(
                type.GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Select(member => KeyValuePair.Create((Enum)member.GetValue(null)!, CodeOf(member)))
            );

        public Dictionary<string, object> Members =>
            field ??= Codes.ToDictionary(entry => entry.Value, object (entry) => entry.Key, StringComparer.Ordinal);
    }
}

/// <summary>No member has the code that is there: a slip, or the word of a newer program.</summary>
/// <remarks>The message does not repeat it.</remarks>
public sealed class UnknownCodeException(Type type) : FormatException($"No {type.Name} has the code that is there.");

/// <summary>A code that is not the member's name with hyphens: a file or an older store has another word.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class CodeAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}

/// <summary>The codes of an enum are its members' names as they stand: a file that others write has them so.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class CodesAreNamesAttribute : Attribute;
