using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// The plain program's store in SQLite: WAL, synchronous FULL, each post with a commit of its own, no answer before it.
/// </summary>
public sealed class PlainSqlite : IPlainStore
{
    private readonly Lock turn = new();
    private readonly SqliteConnection connection;
    private readonly SqliteCommand session;
    private readonly SqliteCommand response;
    private readonly SqliteCommand answer;
    private readonly SqliteCommand checkIn;
    private readonly SqliteCommand finish;

    public PlainSqlite(string path)
    {
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        connection.Open();
        Run("pragma journal_mode = wal;");
        Run("pragma synchronous = full;");
        Run(IPlainStore.Schema("integer", "autoincrement"));
        session = Prepare(IPlainStore.AddSession, 3);
        response = Prepare(IPlainStore.AddResponse, 3);
        answer = Prepare(IPlainStore.SaveAnswer, 4);
        checkIn = Prepare(IPlainStore.AddCheckIn, 4);
        finish = Prepare(IPlainStore.Finish, 2);
    }

    public Task Write(PlainPost post)
    {
        lock (turn)
        {
            Run("begin immediate;");
            Store(post);
            Run("commit;");
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var command in new[] { session, response, answer, checkIn, finish })
            command.Dispose();
        connection.Dispose();
    }

    private void Store(PlainPost post)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        Execute(session, post.CheckIn, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), now);
        foreach (var instrument in post.Answers)
        {
            Fill(response, post.CheckIn, instrument.Key, now);
            var id = (long)response.ExecuteScalar()!;
            foreach (var key in instrument)
                Execute(answer, id, key.Split('.')[1], int.Parse(post.Form[key]!, CultureInfo.InvariantCulture), now);
        }

        Execute(checkIn, post.CheckIn, now, (string?)post.Form["woorden"], (string?)post.Form["bellen"]);
        Execute(finish, post.CheckIn, now);
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var place = 0; place < parameters; place++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + (char)('a' + place) });
        return command;
    }

    private static void Execute(SqliteCommand command, params object?[] values)
    {
        Fill(command, values);
        command.ExecuteNonQuery();
    }

    private static void Fill(SqliteCommand command, params object?[] values)
    {
        for (var place = 0; place < values.Length; place++)
            command.Parameters[place].Value = values[place] ?? DBNull.Value;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
