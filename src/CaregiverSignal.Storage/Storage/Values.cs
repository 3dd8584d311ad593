using System.Collections;
using System.Data;
using System.Globalization;

namespace CaregiverSignal.Storage;

/// <summary>Converts a statement's values to their stored form.</summary>
/// <remarks>Dapper would bind an enum as a number, whatever handler is registered.</remarks>
internal static class Values
{
    /// <summary>Replaces U+0000, which PostgreSQL cannot store, with the replacement character on every
    /// store.</summary>
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');

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

    /// <summary>The stored form of a list's items: all integers, or all texts.</summary>
    public static Array Items(object list, DbType? type)
    {
        var items = ((IEnumerable)list).Cast<object>().Select(Stored);
        return type == DbType.Int64 ? items.Cast<long>().ToArray() : items.Cast<string>().ToArray();
    }

    public static bool IsList(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string) && type != typeof(byte[]);

    /// <summary>The type of the column, or of a list's items; null if the value decides.</summary>
    public static DbType? ColumnTypeOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            { IsEnum: true } => DbType.String,
            var item when item == typeof(string) || item == typeof(DateTimeOffset) || item == typeof(DateOnly) =>
                DbType.String,
            var item when item == typeof(bool) || item == typeof(int) || item == typeof(long) => DbType.Int64,
            var item when item == typeof(double) => DbType.Double,
            var item when item == typeof(byte[]) => DbType.Binary,
            var list when IsList(list) => ColumnTypeOf(
                list.GetInterfaces()
                    .Append(list)
                    .First(item => item.IsGenericType && item.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                    .GenericTypeArguments[0]
            ),
            _ => null,
        };
}
