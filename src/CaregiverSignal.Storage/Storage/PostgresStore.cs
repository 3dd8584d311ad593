using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;

namespace CaregiverSignal.Storage;

/// <summary>Everything specific to PostgreSQL: how its database is opened and checked, and what its errors
/// mean.</summary>
/// <param name="connection">Npgsql's connection string; the password may also come from a password file.</param>
/// <param name="folder">The folder for this machine's own files; by default that of a store in a file.</param>
internal sealed partial class PostgresStore(string connection, string folder = "data") : StoreEngine
{
    /// <summary>Debian 12's version; older ones are untested.</summary>
    private const int OldestVersion = 150000;

    /// <summary>Advisory locks: to migrate, to write, and to run the jobs. The numbers are arbitrary.</summary>
    private const long SchemaLock = 0x43_53_69_67_6E_61_6C_01;
    private const long WritersLock = 0x43_53_69_67_6E_61_6C_02;
    private const long RunnersLock = 0x43_53_69_67_6E_61_6C_03;

    /// <summary>Waits until no other program writes; released at the end of the transaction.</summary>
    private static readonly string TakeWritersTurn = $"select pg_advisory_xact_lock({WritersLock})";

    /// <summary>A program paused in the middle of a transaction loses it and its locks after a while; nobody waits
    /// longer for a lock than for the server itself (<see cref="Timeouts"/>); and the server closes connections of
    /// unreachable programs within a minute.</summary>
    private const string SessionTimeouts =
        "set idle_in_transaction_session_timeout = '20s'; set lock_timeout = '8s';"
        + "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3;";

    /// <summary>A statement unanswered for ten seconds is cancelled, and counts as lost five seconds later: a node that
    /// is cut off notices before another runs the jobs (<see cref="RunnerLock.LongestSilence"/>). Idle connections are
    /// probed too. Other timeouts, or GSS encryption, which costs five seconds more, can be set in
    /// <c>Storage:Connection</c>.</summary>
    private const string Timeouts = "Command Timeout=10;Timeout=5;Keepalive=10;GSS Encryption Mode=Disable;";

    private readonly NpgsqlConnectionStringBuilder builder = Complete(connection);

    /// <summary>Whether nobody can eavesdrop or impersonate the server: it is local, or its certificate is
    /// verified.</summary>
    public bool IsReachedSafely =>
        builder.SslMode == SslMode.VerifyFull
        || (builder.Host ?? "")
            .Split(',', StringSplitOptions.TrimEntries)
            .All(host => host.StartsWith('/') || IsThisMachine(WithoutPort(host)));

    public override string Name => $"database {builder.Database} on {builder.Host}";

    public override string Folder { get; } = Path.GetFullPath(folder);

    public override string Product => "PostgreSQL";

    public override string TablesQuery =>
        "select tablename from pg_tables where schemaname = current_schema() order by tablename";

    public override string VersionQuery => "select current_setting('server_version')";

    /// <remarks>The driver sends it along with the first statement.</remarks>
    internal override async Task BeginReadingAsync(StoreConnection connection, CancellationToken stop) =>
        await connection.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);

    public override string BeginWriting => "begin isolation level read committed;";

    internal override string BeginBulkLoad => "begin; set constraints all deferred;";

    internal override string WithList(string sql, string list) =>
        sql.Replace($" not in (@{list})", $" <> all(@{list})", StringComparison.Ordinal)
            .Replace($" in (@{list})", $" = any(@{list})", StringComparison.Ordinal);

    internal override object ListValue(Array items) => items;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>"::1" has no port; "[::1]:5432" and "localhost:5432" do.</summary>
    private static string WithoutPort(string host) =>
        host.StartsWith('[') ? host[1..].Split(']')[0]
        : host.Count(sign => sign == ':') == 1 ? host.Split(':')[0]
        : host;

    public static NpgsqlConnectionStringBuilder Complete(string connection) =>
        new NpgsqlConnectionStringBuilder(Timeouts + connection)
        {
            // We keep connections ourselves, with their prepared statements.
            Pooling = false,
            MaxAutoPrepare = 500,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false,
            Enlist = false,
            ApplicationName = "caregiversignal",
        };

    /// <remarks>With the writers, three nodes stay below a server's default of a hundred connections.</remarks>
    public override int? MostReaders => 20;

    /// <remarks>Pages and writes read few rows by index. The server's default cost for random access assumes spinning
    /// disks and favours sequential scans; parallel workers and JIT compilation cost more than a page takes.</remarks>
    private const string PlannerSettings =
        "set random_page_cost = 1.1; set max_parallel_workers_per_gather = 0; set jit = off;";

    /// <remarks>A write finds its rows by index: a plan made while a table is nearly empty would scan it, and would be
    /// kept while it grows.</remarks>
    private const string WriterSettings = PlannerSettings + "set enable_seqscan = off;";

    internal override Task<StoreConnection> OpenReaderAsync(CancellationToken stop = default) =>
        OpenAsync(PlannerSettings + "set default_transaction_read_only = on;", stop: stop);

    internal override Task<StoreConnection> OpenWriterAsync(CancellationToken stop = default) =>
        OpenAsync(WriterSettings, stop: stop);

    internal override Task BeginWritingAsync(StoreConnection connection) =>
        connection.ExecuteAsync(Sql.Of(BeginWriting + TakeWritersTurn));

    /// <remarks>If the server disappears during the commit, nobody knows whether it was stored: the caller is told that
    /// it failed and tries again. Unique keys make that harmless, and a message marked as sending is not sent
    /// twice.</remarks>
    internal override async Task<bool> CommitAsync(StoreConnection connection)
    {
        await connection.ExecuteAsync(Sql.Of("commit"));
        return true;
    }

    /// <remarks>It hardly waits for locks, so that it cannot deadlock with those who wait for it.</remarks>
    internal override Task<StoreConnection> OpenNeverCommittedAsync(CancellationToken stop) =>
        OpenAsync(PlannerSettings + "set lock_timeout = '1s';", stop: stop);

    /// <remarks>Without the driver's keepalive: only a program whose loop runs keeps its lock.</remarks>
    internal override async Task<RunnerSession> OpenRunnerSessionAsync(CancellationToken stop = default)
    {
        var longest = string.Create(
            CultureInfo.InvariantCulture,
            $"set idle_session_timeout = '{RunnerLock.LongestSilence.TotalSeconds}s';"
        );
        return new RunnerSession(await OpenAsync(longest, keepAlive: 0, stop), RunnersLock);
    }

    /// <remarks>Text is compared byte by byte, as in SQLite; otherwise sorting would differ between servers.</remarks>
    public override async Task RefuseUnsafeAsync(bool onlyReads = false, CancellationToken stop = default)
    {
        var found = await FactsAsync(stop);
        if (found.IsStandby)
            throw new StorageException($"{Name}: is a standby, which can only be read. Name the primary server.");
        if (found.Version < OldestVersion)
            throw new StorageException($"{Name}: is PostgreSQL {found.VersionInWords}; 15 or newer is needed.");
        if (found.Fsync != "on" || found.SynchronousCommit is "off" or "local")
            throw new StorageException(
                $"{Name}: fsync is {found.Fsync} and synchronous_commit {found.SynchronousCommit}; both must be on so that no answer is lost."
            );
        if (
            found.Encoding != "UTF8"
            || found.Collation is not ("C" or "POSIX")
            || found.Letters is not ("C" or "POSIX")
        )
            throw new StorageException(
                $"{Name}: has encoding {found.Encoding}, collation {found.Collation} and character type {found.Letters}, and needs UTF8, C and C. Make it with: create database {builder.Database} encoding 'UTF8' locale 'C' template template0;"
            );
    }

    private async Task<ServerFacts> FactsAsync(CancellationToken stop)
    {
        using var connection = await OpenAsync(stop: stop);
        try
        {
            return await new Transaction(connection, stop).One<ServerFacts>(
                """
                select
                    cast(current_setting('server_version_num') as integer) as version,
                    current_setting('server_version') as version_in_words,
                    current_setting('fsync') as fsync,
                    current_setting('synchronous_commit') as synchronous_commit,
                    case when pg_is_in_recovery() then 1 else 0 end as is_standby,
                    pg_encoding_to_char(encoding) as encoding,
                    datcollate as collation,
                    datctype as letters
                from pg_database
                where datname = current_database()
                """
            );
        }
        catch (Exception error) when (IsAtFault(error))
        {
            throw Explain(error);
        }
    }

    internal override async Task<IDisposable?> LockSchemaAsync(CancellationToken stop = default)
    {
        var statements = await OpenAsync(stop: stop);
        try
        {
            await new Transaction(statements).One<string>($"select cast(pg_advisory_lock({SchemaLock}) as text)");
            return statements;
        }
        catch (Exception error) when (IsAtFault(error))
        {
            statements.Dispose();
            throw Explain(error);
        }
    }

    /// <remarks>Error classes of PostgreSQL's appendix A: connection, resources, operator intervention, system error,
    /// read-only, or a restore in progress; an error without a code broke the connection. The driver may throw other
    /// exceptions when the server ends a connection while it reads.</remarks>
    public override bool IsAtFault(Exception error) =>
        error switch
        {
            PostgresException { SqlState: var code } => code[..2] is "08" or "53" or "57" or "58" or "XX"
                || code is "25006" or "25P03" or "42501" or "55P03" or "28000" or "28P01" or "3D000" or "42P01"
                || code is "40001" or "40P01",
            NpgsqlException or TimeoutException => true,
            InvalidOperationException or NullReferenceException when error.Source == "Npgsql" => true,
            _ => false,
        };

    /// <remarks>After a timeout a new connection would only time out as well.</remarks>
    internal override bool IsStaleConnection(Exception error) =>
        IsAtFault(error) && !IsSilence(error) && !IsStatementError(error);

    /// <summary>Whether a statement failed on a connection that survives.</summary>
    /// <remarks>A shutdown may end a connection between a commit and its answer.</remarks>
    internal static bool IsStatementError(Exception error) => error is PostgresException { InvariantSeverity: "ERROR" };

    /// <remarks>On an encrypted connection the socket's error is nested deeper.</remarks>
    private static bool IsSilence(Exception? error) =>
        error is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }
        || (error is not null && IsSilence(error.InnerException));

    /// <remarks>A new server creates its database after it first answers, and restarts.</remarks>
    public override bool MayCome(StorageException error) =>
        error.InnerException switch
        {
            PostgresException { SqlState: var code } => code is "3D000" or "57P01" or "57P03",
            NpgsqlException or TimeoutException or SocketException => true,
            _ => false,
        };

    /// <summary>Whether another program held the write lock for longer than the lock timeout.</summary>
    internal override bool IsBusy(Exception error) => error is PostgresException { SqlState: "55P03" };

    public override StorageException Explain(Exception error) =>
        error switch
        {
            StorageException known => known,
            PostgresException { SqlState: "28000" or "28P01" } => new($"{Name}: user or password is refused.", error),
            PostgresException { SqlState: "3D000" } => new(
                $"{Name}: is not there. Make it with: create database {builder.Database} encoding 'UTF8' locale 'C' template template0;",
                error
            ),
            PostgresException { SqlState: "53100" } => new($"{Name}: the server's disk is full.", error),
            PostgresException { SqlState: "53300" } => new($"{Name}: the server has no connection left.", error),
            PostgresException { SqlState: "25006" } => new(
                $"{Name}: can only be read. Is it a standby? Name the primary server.",
                error
            ),
            PostgresException { SqlState: "42501" } => new(
                $"{Name}: user {builder.Username} may not do this. The tables must belong to that user.",
                error
            ),
            PostgresException { SqlState: "42P01" } => new(
                $"{Name}: a table is missing. Is a backup being put back?",
                error
            ),
            PostgresException { SqlState: "55P03" } => new($"{Name}: another program holds the database.", error),
            PostgresException { SqlState: "40001" or "40P01" } => new(
                $"{Name}: lost to other writes each time.",
                error
            ),
            PostgresException { SqlState: var code } => new($"{Name}: the server refuses with {code}.", error),
            not null when IsSilence(error) => new($"{Name}: no answer in time.", error),
            _ => new($"{Name}: cannot be reached, or the connection broke.", error),
        };

    internal override async Task LiftTimeoutsAsync(Transaction transaction)
    {
        transaction.IsPatient = true;
        await transaction.Execute("set local idle_in_transaction_session_timeout = 0");
        await transaction.Execute("set local statement_timeout = 0");
    }

    internal override async Task<long> LastIdAsync(Transaction transaction, string table) =>
        await transaction.First<long?>(
            $"select pg_sequence_last_value(cast(pg_get_serial_sequence({table}, 'id') as regclass))"
        ) ?? 0;

    internal override Task SetLastIdAsync(Transaction transaction, string table, long last) =>
        transaction.First<long>(
            $"select setval(pg_get_serial_sequence({table}, 'id'), greatest({last}, 1), {last} > 0)"
        );

    /// <remarks>Without the offset the server looks the sequence up for each number, which dominates the
    /// cost.</remarks>
    internal override Task<IReadOnlyList<long>> NewIdsAsync(Transaction transaction, string table, int count) =>
        transaction.All<long>(
            $"""
            select nextval(numbers.of)
            from (select cast(pg_get_serial_sequence({table}, 'id') as regclass) as of offset 0) as numbers,
                generate_series(1, {count})
            """
        );

    internal override async Task AddRowsAsync(
        DbConnection connection,
        string table,
        string columns,
        IEnumerable<object[]> rows
    )
    {
        using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(
            $"copy {table} ({columns}) from stdin (format binary)"
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var value in row)
                await WriteAsync(value);
        }

        await copy.CompleteAsync();

        // For an object the driver would look up the type at each value.
        Task WriteAsync(object value) =>
            value switch
            {
                string text => copy.WriteAsync(text),
                long number => copy.WriteAsync(number),
                double number => copy.WriteAsync(number),
                DBNull => copy.WriteNullAsync(),
                _ => copy.WriteAsync(value),
            };
    }

    /// <remarks>The server overwrites deleted rows in its own time, and has its own log and copies.</remarks>
    public override Task<bool> PurgeDeletedAsync(CancellationToken stop = default) => Task.FromResult(false);

    /// <remarks>Few words differ, and migrations use them in one form only: types, table options, and triggers that
    /// refuse.</remarks>
    internal override string TranslateMigration(string migration) =>
        new (Regex Ours, string Theirs)[]
        {
            (Identity(), "bigint primary key generated by default as identity"),
            (Integer(), "bigint"),
            (Blob(), "bytea"),
            (WithoutRowId(), ""),
            // A restore fills the tables in any order.
            (References(), "$0 deferrable"),
            (FiveYearsAgo(), FiveYearsAgoThere),
            (RefusingTrigger(), RefusalFunction),
        }.Aggregate(migration, (sql, word) => word.Ours.Replace(sql, word.Theirs));

    private const string FiveYearsAgoThere =
        "to_char(now() at time zone 'utc' - interval '5 years', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

    private const string RefusalFunction = """
        create function $1() returns trigger language plpgsql as $$$$
        begin
            if $4 then
                raise exception '$5';
            end if;
            return coalesce(new, old);
        end $$$$;
        create trigger $1 before $2 on $3 for each row execute function $1();
        """;

    public override bool IsShared => true;

    /// <summary>The server's operator creates the database, never this program.</summary>
    public override bool Exists => true;

    /// <remarks>Several programs may serve one database; <see cref="RunnerLock"/> decides which runs the
    /// jobs.</remarks>
    public override IDisposable? TryRunAlone() => new MemoryStream();

    /// <param name="settings">Additional statements for this connection.</param>
    /// <exception cref="StorageException">The connection could not be opened.</exception>
    private async Task<StoreConnection> OpenAsync(
        string settings = "",
        int? keepAlive = null,
        CancellationToken stop = default
    )
    {
        NpgsqlConnection? opened = null;
        try
        {
            opened = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(builder.ConnectionString)
                {
                    KeepAlive = keepAlive ?? builder.KeepAlive,
                }.ConnectionString
            );
            await opened.OpenAsync(stop);
            var connection = new StoreConnection(opened, this);
            await connection.ExecuteAsync(Sql.Of(SessionTimeouts + settings), stop);
            return connection;
        }
        catch (Exception error) when (IsAtFault(error) || error is DbException or SocketException)
        {
            Database.Quietly(() => opened?.Dispose());
            throw Explain(error);
        }
    }

    [GeneratedRegex(
        @"\breferences \w+ \(\w+(?:, \w+)*\)(?: on delete (?:cascade|set null))?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex References();

    [GeneratedRegex(
        @"create trigger (\w+) before (\w+) on (\w+)\s+when ([^;]+?)\s+begin\s+select raise\(abort, '([^']*)'\);\s+end;",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex RefusingTrigger();

    [GeneratedRegex(@"strftime\('[^']+', 'now', '-5 years'\)", RegexOptions.CultureInvariant)]
    private static partial Regex FiveYearsAgo();

    [GeneratedRegex(@"\binteger primary key autoincrement\b", RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    [GeneratedRegex(@"\binteger\b", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\bblob\b", RegexOptions.CultureInvariant)]
    private static partial Regex Blob();

    [GeneratedRegex(@"\bwithout rowid\b", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutRowId();

    private sealed record ServerFacts(
        int Version,
        string VersionInWords,
        string Fsync,
        string SynchronousCommit,
        bool IsStandby,
        string Encoding,
        string Collation,
        string Letters
    );
}
