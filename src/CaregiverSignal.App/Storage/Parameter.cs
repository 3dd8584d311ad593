using System.Data;

namespace CaregiverSignal.Storage;

/// <summary>A value for a statement.</summary>
/// <param name="Type">The type of the column in which such a value is stored; null where the value decides.</param>
public readonly record struct Parameter(string Name, object? Value, DbType? Type)
{
    public static Parameter Of(string name, object value) => new(name, value, ColumnTypeOf(value.GetType()));

    /// <summary>
    /// A text without U+0000, which PostgreSQL cannot store; it becomes the sign for what cannot be read, in every
    /// store.
    /// </summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');

    public static DbType? ColumnTypeOf(Type type) =>
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
}
