using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>
/// What a statement is given: the values that stand in it, the members of an object, or the cells of a row, as they are
/// stored.
/// </summary>
/// <remarks>Dapper would bind an enum as its number, whatever handler it is told of.</remarks>
internal static class Values
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Member>> Known = new();

    private static readonly MethodInfo Boxing = typeof(Values).GetMethod(
        nameof(Boxed),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    public static IReadOnlyList<Member> MembersOf(object? values) =>
        values switch
        {
            null => [],
            Sql statement => statement.Members,
            IDictionary<string, object?> row =>
            [
                .. row.Keys.Select(name => new Member(
                    name,
                    null,
                    of => ((IDictionary<string, object?>)of)[name],
                    false
                )),
            ],
            _ => Known.GetOrAdd(
                values.GetType(),
                static type => [.. type.GetProperties().Where(IsStored).Select(MemberOf)]
            ),
        };

    /// <summary>
    /// A text without U+0000, which PostgreSQL cannot store; it becomes the sign for what cannot be read, in every
    /// store.
    /// </summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');

    public static object Stored(object? value) =>
        value switch
        {
            null => DBNull.Value,
            string text => Storable(text),
            DateTimeOffset instant => TypeHandlers.Text(instant),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            bool yes => yes ? 1L : 0L,
            int number => (long)number,
            Enum member => member.Code(),
            _ => value,
        };

    /// <remarks>A record may also hold others, which no column takes, and the driver for PostgreSQL refuses.</remarks>
    private static bool IsStored(PropertyInfo property)
    {
        var type = IsList(property.PropertyType) ? ItemOf(property.PropertyType) : property.PropertyType;
        return type == typeof(object) || ColumnTypeOf(type) is not null;
    }

    private static Member MemberOf(PropertyInfo property) =>
        MemberOf(property.Name, property.PropertyType, GetterOf(property));

    public static Member MemberOf(string name, Type type, Func<object, object?> get) =>
        new(name, ColumnTypeOf(IsList(type) ? ItemOf(type) : type), get, IsList(type));

    private static bool IsList(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string) && type != typeof(byte[]);

    private static Type ItemOf(Type list) =>
        list.GetInterfaces()
            .Append(list)
            .First(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .GenericTypeArguments[0];

    private static DbType? ColumnTypeOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            { IsEnum: true } => DbType.String,
            var one when one == typeof(string) || one == typeof(DateTimeOffset) || one == typeof(DateOnly) =>
                DbType.String,
            var one when one == typeof(bool) || one == typeof(int) || one == typeof(long) => DbType.Int64,
            var one when one == typeof(double) => DbType.Double,
            var one when one == typeof(byte[]) => DbType.Binary,
            _ => null,
        };

    /// <remarks>An expression would be compiled for each of the seventy that a start needs.</remarks>
    private static Func<object, object?> GetterOf(PropertyInfo property) =>
        (Func<object, object?>)
            Boxing
                .MakeGenericMethod(property.DeclaringType!, property.PropertyType)
                .Invoke(null, [property.GetMethod!])!;

    private static Func<object, object?> Boxed<TOwner, TValue>(MethodInfo getter)
    {
        var get = getter.CreateDelegate<Func<TOwner, TValue>>();
        return owner => get((TOwner)owner);
    }
}

/// <param name="Type">The type of the column, or of the list's items; null where the value decides.</param>
internal sealed record Member(string Name, DbType? Type, Func<object, object?> Get, bool IsList)
{
    /// <summary>The items of a list as they are stored: all numbers, or all texts.</summary>
    public Array Items(object values)
    {
        var items = ((IEnumerable)Get(values)!).Cast<object>().Select(Values.Stored);
        return Type == DbType.Int64 ? items.Cast<long>().ToArray() : items.Cast<string>().ToArray();
    }
}
