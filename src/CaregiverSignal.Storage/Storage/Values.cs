using System.Collections;
using System.Data;
using System.Globalization;

namespace CaregiverSignal.Storage;

/// <summary>How the values of a statement are stored.</summary>
/// <remarks>Dapper would bind an enum as its number, whatever handler it is told of.</remarks>
internal static class Values
{
    /// <summary>
    /// A text without U+0000, which PostgreSQL cannot store; it becomes the sign for what cannot be read, in every
    /// store.
    /// </summary>
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

    /// <summary>The items of a list as they are stored: all numbers, or all texts.</summary>
    public static Array Items(object list, DbType? type)
    {
        var items = ((IEnumerable)list).Cast<object>().Select(Stored);
        return type == DbType.Int64 ? items.Cast<long>().ToArray() : items.Cast<string>().ToArray();
    }

    public static bool IsList(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string) && type != typeof(byte[]);

    /// <summary>The type of the column, or of the list's items; null where the value decides.</summary>
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
