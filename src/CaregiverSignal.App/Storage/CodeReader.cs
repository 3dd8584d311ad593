using System.Collections;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaregiverSignal.Storage;

/// <summary>A data reader that gives an enum's member name where a column holds that member's code.</summary>
/// <remarks>
/// Dapper reads an enum by its member's name only, and calls no type handler for enums. Of SQLite each value is asked
/// past the driver, which calls the engine once more for a text: calls are half of what it costs to read a long list.
/// </remarks>
/// <param name="enums">The enum of each column, as <see cref="EnumsOf"/> returns them.</param>
internal sealed class CodeReader(DbDataReader row, Type?[]? enums) : DbDataReader
{
    public DbDataReader Row => row;

    /// <summary>The enum that each column of a row is read as; null for a column that is not an enum.</summary>
    /// <returns>Null when no column is an enum.</returns>
    public static Type?[]? EnumsOf(Type type, DbDataReader row)
    {
        var members = type.GetProperties()
            .Where(property => EnumOf(property.PropertyType) is not null)
            .ToDictionary(
                property => property.Name,
                property => EnumOf(property.PropertyType),
                StringComparer.OrdinalIgnoreCase
            );
        if (members.Count == 0)
            return null;
        return
        [
            .. Enumerable
                .Range(0, row.FieldCount)
                .Select(column =>
                    members.GetValueOrDefault(row.GetName(column).Replace("_", "", StringComparison.Ordinal))
                ),
        ];
    }

    /// <returns>Null when the type is not an enum, nullable or not.</returns>
    public static Type? EnumOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } found ? found : null;

    public override object GetValue(int ordinal) =>
        Stored(ordinal) switch
        {
            string code when enums?[ordinal] is { } type => Codes.NameOf(type, code),
            // Not asked for twice: the engine is called for each value, and each call counts.
            var value => value,
        };

    private object Stored(int ordinal) =>
        row is not SqliteDataReader { Handle: { } values }
            ? row.GetValue(ordinal)
            : raw.sqlite3_column_type(values, ordinal) switch
            {
                raw.SQLITE_TEXT => raw.sqlite3_column_text(values, ordinal).utf8_to_string(),
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(values, ordinal),
                raw.SQLITE_NULL => DBNull.Value,
                _ => row.GetValue(ordinal),
            };

    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override int Depth => row.Depth;
    public override int FieldCount => row.FieldCount;
    public override bool HasRows => row.HasRows;
    public override bool IsClosed => row.IsClosed;
    public override int RecordsAffected => row.RecordsAffected;

    public override bool GetBoolean(int ordinal) => row.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => row.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        row.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => row.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        row.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => row.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => row.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => row.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => row.GetDouble(ordinal);

    public override IEnumerator GetEnumerator() => row.GetEnumerator();

    public override Type GetFieldType(int ordinal) => row.GetFieldType(ordinal);

    public override float GetFloat(int ordinal) => row.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => row.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => row.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => row.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => row.GetInt64(ordinal);

    public override string GetName(int ordinal) => row.GetName(ordinal);

    public override int GetOrdinal(string name) => row.GetOrdinal(name);

    public override int GetValues(object[] values) => row.GetValues(values);

    public override bool IsDBNull(int ordinal) => row.IsDBNull(ordinal);

    public override bool NextResult() => row.NextResult();

    public override bool Read() => row.Read();
}
