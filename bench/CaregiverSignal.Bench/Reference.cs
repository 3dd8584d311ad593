using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>The plain program that the product is compared with: a bare endpoint that stores the same rows.</summary>
/// <remarks>
/// The same server, the same engine, the same durability (WAL, synchronous FULL, one commit for all waiting posts, no
/// answer before it), prepared statements, and nothing else: no session, no antiforgery, no checks, no pages.
/// </remarks>
public static class Reference
{
    public static async Task<WebApplication> StartAsync(string databasePath, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        var store = new Store(databasePath);
        app.Lifetime.ApplicationStopped.Register(store.Dispose);
        app.MapPost("/start/{checkIn:long}", (long checkIn) => store.Write(new Post(checkIn, null, Step.Start)));
        app.MapPost(
            "/save/{checkIn:long}",
            async (long checkIn, HttpContext context) =>
                await store.Write(new Post(checkIn, await context.Request.ReadFormAsync(), Step.Save))
        );
        app.MapPost(
            "/send/{checkIn:long}",
            async (long checkIn, HttpContext context) =>
                await store.Write(new Post(checkIn, await context.Request.ReadFormAsync(), Step.Send))
        );
        await app.StartAsync();
        return app;
    }

    private enum Step
    {
        Start,
        Save,
        Send,
    }

    private sealed record Post(long CheckIn, IFormCollection? Form, Step Step)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Store : IDisposable
    {
        private readonly Channel<Post> waiting = Channel.CreateUnbounded<Post>(
            new UnboundedChannelOptions { SingleReader = true }
        );
        private readonly SqliteConnection connection;

        public Store(string path)
        {
            connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
            );
            connection.Open();
            Run("pragma journal_mode = wal;");
            Run("pragma synchronous = full;");
            Run(
                """
                create table session (id integer primary key autoincrement, check_in_id integer not null, key_hash text not null unique, started_at text not null);
                create table response (id integer primary key autoincrement, check_in_id integer not null, instrument text not null, started_at text not null, finished_at text, unique (check_in_id, instrument));
                create table answer (response_id integer not null, item text not null, value integer, saved_at text not null, primary key (response_id, item));
                create table check_in (id integer primary key, answered_at text, own_words text, call_me text);
                """
            );
            new Thread(WriteLoop) { IsBackground = true }.Start();
        }

        public Task Write(Post post)
        {
            waiting.Writer.TryWrite(post);
            return post.Done.Task;
        }

        public void Dispose() => connection.Dispose();

        private void WriteLoop()
        {
            using var session = Prepare(
                "insert into session (check_in_id, key_hash, started_at) values ($a, $b, $c)",
                3
            );
            using var response = Prepare(
                "insert into response (check_in_id, instrument, started_at) values ($a, $b, $c) on conflict (check_in_id, instrument) do update set instrument = excluded.instrument returning id",
                3
            );
            using var answer = Prepare(
                "insert into answer (response_id, item, value, saved_at) values ($a, $b, $c, $d) on conflict (response_id, item) do update set value = excluded.value",
                4
            );
            using var checkIn = Prepare(
                "insert into check_in (id, answered_at, own_words, call_me) values ($a, $b, $c, $d) on conflict (id) do nothing",
                4
            );
            using var finish = Prepare("update response set finished_at = $b where check_in_id = $a", 2);
            List<Post> group = [];
            while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                group.Clear();
                Run("begin immediate;");
                while (group.Count < 256 && waiting.Reader.TryRead(out var post))
                {
                    group.Add(post);
                    Store1(post, session, response, answer, checkIn, finish);
                }

                Run("commit;");
                foreach (var post in group)
                    post.Done.SetResult();
            }
        }

        private static void Store1(
            Post post,
            SqliteCommand session,
            SqliteCommand response,
            SqliteCommand answer,
            SqliteCommand checkIn,
            SqliteCommand finish
        )
        {
            var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
            switch (post.Step)
            {
                case Step.Start:
                    Execute(
                        session,
                        post.CheckIn,
                        Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
                        now
                    );
                    break;
                case Step.Save:
                    foreach (
                        var instrument in post.Form!.Keys.Where(key => key.Contains('.', StringComparison.Ordinal))
                            .GroupBy(key => key.Split('.')[0])
                    )
                    {
                        var id = (long)Scalar(response, post.CheckIn, instrument.Key, now)!;
                        foreach (var key in instrument)
                            Execute(
                                answer,
                                id,
                                key.Split('.')[1],
                                int.Parse(post.Form[key]!, CultureInfo.InvariantCulture),
                                now
                            );
                    }

                    break;
                case Step.Send:
                    Execute(checkIn, post.CheckIn, now, (string?)post.Form!["woorden"], (string?)post.Form["bellen"]);
                    Execute(finish, post.CheckIn, now);
                    break;
            }
        }

        private SqliteCommand Prepare(string sql, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var place = 0; place < parameters; place++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + place) });
            return command;
        }

        private static void Execute(SqliteCommand command, params object?[] values)
        {
            Fill(command, values);
            command.ExecuteNonQuery();
        }

        private static object? Scalar(SqliteCommand command, params object?[] values)
        {
            Fill(command, values);
            return command.ExecuteScalar();
        }

        private static void Fill(SqliteCommand command, object?[] values)
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
}
