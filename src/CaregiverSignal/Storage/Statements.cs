using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>
/// A connection with its prepared statements: each text is prepared once and reused, as preparing is most of a small
/// statement's cost.
/// </summary>
/// <remarks>For one thread at a time; results are read to their end before the next statement.</remarks>
public sealed class Statements(DbConnection connection, StoreEngine engine) : IDisposable
{
    private readonly Dictionary<string, Statement> known = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    public StoreEngine Engine => engine;

    /// <summary>Whether a statement may take as long as it takes; otherwise the connection's own limit holds.</summary>
    internal bool IsPatient { get; set; }

    public int Execute(string sql, object? values, params ReadOnlySpan<Parameter> more) =>
        Ready(sql, values, more).Command.ExecuteNonQuery();

    public List<T> All<T>(string sql, object? values, params ReadOnlySpan<Parameter> more)
    {
        var statement = Ready(sql, values, more);
        using var reader = statement.Command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(statement.Parse<T>(reader));
        return rows;
    }

    public List<IDictionary<string, object?>> Rows(string sql, ReadOnlySpan<Parameter> values)
    {
        using var reader = Ready(sql, null, values).Command.ExecuteReader();
        var rows = new List<IDictionary<string, object?>>();
        while (reader.Read())
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var place = 0; place < reader.FieldCount; place++)
                row[reader.GetName(place)] = reader.IsDBNull(place) ? null : reader.GetValue(place);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The rows that can be read, and for each of the others its type and first column.</summary>
    public (List<T> Rows, List<UnreadableRow> Unreadable) Readable<T>(string sql, object? values)
    {
        var statement = Ready(sql, values, []);
        using var reader = statement.Command.ExecuteReader();
        var (rows, unreadable) = (new List<T>(), new List<UnreadableRow>());
        while (reader.Read())
        {
            try
            {
                rows.Add(statement.Parse<T>(reader));
            }
            catch (UnreadableRowException bad)
            {
                unreadable.Add(new UnreadableRow(bad.Kind, bad.Key));
            }
        }

        return (rows, unreadable);
    }

    /// <returns>False when there is no row.</returns>
    public bool First<T>(string sql, object? values, out T? row, params ReadOnlySpan<Parameter> more)
    {
        var statement = Ready(sql, values, more);
        using var reader = statement.Command.ExecuteReader();
        var found = reader.Read();
        row = found ? statement.Parse<T>(reader) : default;
        return found;
    }

    public void Dispose()
    {
        foreach (var statement in known.Values)
            statement.Command.Dispose();
        connection.Dispose();
    }

    private Statement Ready(string sql, object? values, ReadOnlySpan<Parameter> more)
    {
        if (values is not null && Shape.Of(values.GetType()) is { HasLists: true } shape)
        {
            var (text, written) = ListParameters.WriteOut(
                sql,
                [.. shape.Members.Select(one => new Parameter(one.Name, one.Get(values), one.Type)), .. more]
            );
            return Ready(text, null, written);
        }

        if (!known.TryGetValue(sql, out var statement))
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            known[sql] = statement = new Statement(command);
        }

        statement.Command.CommandTimeout = IsPatient ? 0 : statement.UsualTimeout;
        statement.Bind(values, more);
        return statement;
    }

    private sealed class Statement(DbCommand command)
    {
        private Type? shape;
        private Type? read;
        private Func<DbDataReader, object?>? parser;
        private Type?[]? enums;

        public DbCommand Command => command;

        public int UsualTimeout { get; } = command.CommandTimeout;

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
            }

            return parser!(enums is null ? reader : new CodeReader(reader, enums)) switch
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

        public void Bind(object? values, ReadOnlySpan<Parameter> more)
        {
            var members = values is null ? [] : Shape.Of(values.GetType()).Members;
            if (shape != values?.GetType() || command.Parameters.Count != members.Length + more.Length)
            {
                command.Parameters.Clear();
                foreach (var (name, type, _) in members)
                    Add(name, type);
                foreach (var (name, _, type) in more)
                    Add(name, type);
                shape = values?.GetType();
            }

            for (var place = 0; place < members.Length; place++)
                command.Parameters[place].Value = Stored(members[place].Get(values!));
            for (var place = 0; place < more.Length; place++)
                command.Parameters[members.Length + place].Value = Stored(more[place].Value);
        }

        /// <summary>
        /// A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
        /// </summary>
        private void Add(string name, DbType? type)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            if (type is { } known)
                parameter.DbType = known;
            command.Parameters.Add(parameter);
        }

        private static object Stored(object? value) =>
            value switch
            {
                null => DBNull.Value,
                string text => Parameter.Storable(text),
                DateTimeOffset instant => TypeHandlers.Text(instant),
                DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
                bool yes => yes ? 1L : 0L,
                int number => (long)number,
                Enum member => member.Code(),
                _ => value,
            };
    }

    /// <summary>The members of a type whose values are bound to parameters.</summary>
    private sealed record Shape((string Name, DbType? Type, Func<object, object?> Get)[] Members, bool HasLists)
    {
        private static readonly ConcurrentDictionary<Type, Shape> Known = new();

        private static readonly MethodInfo Boxing = typeof(Shape).GetMethod(
            nameof(Boxed),
            BindingFlags.NonPublic | BindingFlags.Static
        )!;

        public static Shape Of(Type type) => Known.GetOrAdd(type, Read);

        private static Shape Read(Type type) =>
            new(MembersOf(type), type.GetProperties().Any(one => ListParameters.IsList(one.PropertyType)));

        private static (string, DbType?, Func<object, object?>)[] MembersOf(Type type) =>
            [
                .. type.GetProperties()
                    .Where(property => property.GetIndexParameters().Length == 0)
                    .Select(property =>
                        (property.Name, Parameter.ColumnTypeOf(property.PropertyType), GetterOf(property))
                    ),
            ];

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
}
