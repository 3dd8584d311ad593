using System.Data.Common;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Storage;

/// <summary>An open connection with the commands that it has prepared; Dapper makes records of their rows.</summary>
/// <remarks>
/// Preparing is most of a small statement's cost, and neither Dapper nor the driver for SQLite keeps a command for the
/// next time. For one thread at a time; results are read to their end before the next statement.
/// </remarks>
public sealed class Statements(DbConnection connection, StoreEngine engine) : IDisposable
{
    private readonly Dictionary<(string Sql, Type? Values), Prepared> known = [];

    public DbConnection Connection => connection;

    public StoreEngine Engine => engine;

    /// <summary>How often the store has answered.</summary>
    internal int Answers { get; private set; }

    /// <summary>Whether a statement may take as long as it takes; otherwise the connection's own limit holds.</summary>
    internal bool IsPatient { get; set; }

    public int Execute(string sql, object? values)
    {
        var command = Bound(sql, values).Command;
        var changed = command.ExecuteNonQuery();
        Note(command);
        return changed;
    }

    /// <summary>For each row what reads it, and throws where it cannot be read.</summary>
    public IEnumerable<Func<T>> Each<T>(string sql, object? values)
    {
        var prepared = Bound(sql, values);
        using var reader = prepared.Command.ExecuteReader();
        Note(prepared.Command);
        if (!reader.Read())
            yield break;
        var parse = prepared.ParserOf<T>(reader);
        var read = () => parse(reader);
        do yield return read;
        while (reader.Read());
    }

    public void Dispose()
    {
        foreach (var prepared in known.Values)
            prepared.Command.Dispose();
        connection.Dispose();
    }

    private void Note(DbCommand command)
    {
        Answers++;
        engine.Sent?.Invoke(command.CommandText, command.Parameters);
    }

    private Prepared Bound(string sql, object? values)
    {
        var key = (sql, values?.GetType());
        if (!known.TryGetValue(key, out var prepared))
            known[key] = prepared = new Prepared(connection.CreateCommand(), sql, Named(sql, values), engine);
        prepared.Bind(values, IsPatient);
        return prepared;
    }

    /// <summary>The members that the statement names: of a whole record it may need only some.</summary>
    private static List<Member> Named(string sql, object? values) =>
        [.. Values.MembersOf(values).Where(member => Regex.IsMatch(sql, $@"@{member.Name}\b"))];

    private sealed class Prepared
    {
        private readonly IReadOnlyList<Member> members;
        private readonly int usualTimeout;
        private Delegate? parser;

        public Prepared(DbCommand command, string sql, IReadOnlyList<Member> members, StoreEngine engine)
        {
            (Command, this.members, usualTimeout) = (command, members, command.CommandTimeout);
            foreach (var member in members)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + member.Name;
                // A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
                if (member.Type is { } type && !member.IsList)
                    parameter.DbType = type;
                if (member.IsList)
                    sql = engine.WithList(sql, member.Name);
                command.Parameters.Add(parameter);
            }

            command.CommandText = sql;
            Engine = engine;
        }

        public DbCommand Command { get; }

        private StoreEngine Engine { get; }

        public void Bind(object? values, bool isPatient)
        {
            Command.CommandTimeout = isPatient ? 0 : usualTimeout;
            for (var place = 0; place < members.Count; place++)
                Command.Parameters[place].Value = members[place] is { IsList: true } list
                    ? Engine.ListValue(list.Items(values!))
                    : Values.Stored(members[place].Get(values!));
        }

        public Func<DbDataReader, T> ParserOf<T>(DbDataReader reader)
        {
            if (parser is not Func<DbDataReader, T> known)
                parser = known = RowParser.Of<T>(reader);
            return known;
        }
    }
}
