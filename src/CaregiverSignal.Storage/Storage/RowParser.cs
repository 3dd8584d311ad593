using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>Maps rows with Dapper, except for enums: Dapper reads their names, and our columns hold codes.</summary>
internal static class RowParser
{
    private const BindingFlags AnyMember = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly MethodInfo Setting = typeof(RowParser).GetMethod(
        nameof(Setter),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private static readonly ConcurrentDictionary<Type, Dictionary<string, Action<object, string>>> Coded = [];

    /// <returns>A function that throws <see cref="UnreadableRowException"/> for a row with an unreadable
    /// value.</returns>
    public static Func<DbDataReader, T> Of<T>(DbDataReader reader)
    {
        var parse = EnumOf(typeof(T)) is { } single
            ? row => row.IsDBNull(0) ? null : Codes.Parse(single, row.GetString(0))
            : (Func<DbDataReader, object?>)reader.GetRowParser(typeof(T));
        var codes = CodesOf(typeof(T), reader);
        return row =>
        {
            try
            {
                if (parse(row) is not T read)
                    return default!;
                foreach (var (place, set) in codes)
                {
                    if (!row.IsDBNull(place))
                        set(read, row.GetString(place));
                }

                return read;
            }
            catch (Exception error)
                when (error is DataException or FormatException or InvalidCastException or OverflowException)
            {
                throw new UnreadableRowException(typeof(T).Name, KeyOf(row), error);
            }
        };
    }

    /// <summary>The members that Dapper sets: all but enums.</summary>
    public static SqlMapper.ITypeMap WithoutCodes(Type type) =>
        HasCodes(type) ? new Uncoded(new DefaultTypeMap(type)) : new DefaultTypeMap(type);

    private static bool HasCodes(Type type) => CodedOf(type).Count > 0;

    /// <returns>Null if the type is not an enum or a nullable one.</returns>
    private static Type? EnumOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } found ? found : null;

    private static Dictionary<string, Action<object, string>> CodedOf(Type type) =>
        Coded.GetOrAdd(
            type,
            static type =>
                type.GetProperties(AnyMember)
                    .Where(property => EnumOf(property.PropertyType) is not null && property.CanWrite)
                    .ToDictionary(property => property.Name, SetterOf, StringComparer.OrdinalIgnoreCase)
        );

    private static List<(int Place, Action<object, string> Set)> CodesOf(Type type, DbDataReader reader)
    {
        if (CodedOf(type) is not { Count: > 0 } coded)
            return [];
        List<(int, Action<object, string>)> found = [];
        for (var place = 0; place < reader.FieldCount; place++)
        {
            var name = reader.GetName(place).Replace("_", "", StringComparison.Ordinal);
            if (coded.TryGetValue(name, out var set))
                found.Add((place, set));
        }

        return found;
    }

    private static Action<object, string> SetterOf(PropertyInfo property) =>
        (Action<object, string>)
            Setting.MakeGenericMethod(property.DeclaringType!, property.PropertyType).Invoke(null, [property])!;

    private static Action<object, string> Setter<TRow, TValue>(PropertyInfo property)
    {
        var set = property.SetMethod!.CreateDelegate<Action<TRow, TValue>>();
        var type = EnumOf(typeof(TValue))!;
        return (row, code) => set((TRow)row, (TValue)Codes.Parse(type, code));
    }

    /// <summary>Only a value that identifies a row and is not personal data; any other first column could be
    /// personal.</summary>
    private static string? KeyOf(DbDataReader reader) =>
        reader.GetValue(0) switch
        {
            long or int => Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture),
            string text when reader.GetName(0) == "id" => text,
            _ => null,
        };

    private sealed class Uncoded(DefaultTypeMap all) : SqlMapper.ITypeMap
    {
        public ConstructorInfo? FindConstructor(string[] names, Type[] types) => all.FindConstructor(names, types);

        public ConstructorInfo? FindExplicitConstructor() => all.FindExplicitConstructor();

        public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) =>
            all.GetConstructorParameter(constructor, columnName);

        public SqlMapper.IMemberMap? GetMember(string columnName) =>
            all.GetMember(columnName) is { } member && EnumOf(member.MemberType) is null ? member : null;
    }
}
