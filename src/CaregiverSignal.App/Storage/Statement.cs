using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>
/// A text of SQL on one connection: the commands that carry it there, and how its rows become records.
/// </summary>
internal sealed class Statement(string text) : IDisposable
{
    private DbCommand? command;
    private BoundValues? bound;
    private Type? read;
    private Func<DbDataReader, object?>? parser;
    private Type?[]? enums;
    private CodeReader? rows;
    private int usualTimeout;

    public string Text => text;

    /// <summary>The command that goes alone, with these values.</summary>
    /// <param name="isPatient">Whether it may take as long as it takes.</param>
    public DbCommand Alone(DbConnection connection, bool isPatient, object? values, ReadOnlySpan<Parameter> more)
    {
        if (command is null)
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            usualTimeout = command.CommandTimeout;
            bound = new BoundValues(command.Parameters, command.CreateParameter);
        }

        command.CommandTimeout = isPatient ? 0 : usualTimeout;
        bound!.Bind(values, more);
        return command;
    }

    public void Dispose() => command?.Dispose();

    /// <summary>The row as Dapper maps it; the mapping is built once for this statement's columns.</summary>
    /// <exception cref="UnreadableRowException">A column holds a value that cannot be read.</exception>
    public T Parse<T>(DbDataReader reader)
    {
        var isNew = read != typeof(T);
        try
        {
            return Map<T>(reader);
        }
        catch (Exception error) when (IsOfTheRow(error))
        {
            // The mapping fits the column types of the first row it met, and that row may have been the exception.
            read = null;
            if (!isNew)
                return Parse<T>(reader);
            throw new UnreadableRowException(typeof(T).Name, KeyOf(reader), error);
        }
    }

    private T Map<T>(DbDataReader reader)
    {
        if (read != typeof(T))
        {
            (read, parser) = (typeof(T), ParserOf(typeof(T), reader));
            enums = CodeReader.EnumsOf(typeof(T), reader);
            rows = null;
        }

        if (rows?.Row != reader)
            rows = new CodeReader(reader, enums);
        return parser!(rows) switch
        {
            T row => row,
            null => default!,
            // The engine gives every single whole number as 64 bits.
            var single => (T)
                Convert.ChangeType(
                    single,
                    Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T),
                    CultureInfo.InvariantCulture
                ),
        };
    }

    private static Func<DbDataReader, object?> ParserOf(Type type, DbDataReader reader)
    {
        if (CodeReader.EnumOf(type) is { } single)
            return row => row.IsDBNull(0) ? null : Codes.Parse(single, row.GetString(0));
        return reader.GetRowParser(type);
    }

    private static bool IsOfTheRow(Exception error) =>
        error is DataException or FormatException or InvalidCastException or OverflowException;

    /// <summary>
    /// Only a value that by itself identifies a row, and is nobody's data; any other first column could be
    /// personal.
    /// </summary>
    private static string? KeyOf(DbDataReader reader) =>
        reader.GetValue(0) switch
        {
            long or int => Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture),
            string text when reader.GetName(0) == "id" => text,
            _ => null,
        };
}
