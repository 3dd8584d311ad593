using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CaregiverSignal.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaregiverSignal.Storage;

/// <summary>Everything specific to SQLite: how its file is opened, configured and locked, and what its errors
/// mean.</summary>
/// <remarks>WAL mode, so that readers never wait for a writer. SQLite before 3.51.3 could damage a file when two
/// programs wrote, and is refused.</remarks>
public sealed partial class SqliteFile(string path, bool durable = true) : StoreEngine
{
    private const int BusySeconds = 10;

    /// <summary>How long each attempt to empty the log may take; between attempts others write. Ten seconds in all (our
    /// choice).</summary>
    private const int PurgeMilliseconds = 50;
    private const int PurgeTries = 50;
    private const int PausePerPurge = 3;

    /// <summary>Enough for the upper index pages with a million responses; readers keep SQLite's small
    /// default.</summary>
    private const int CacheKilobytes = 64 * 1024;

    /// <summary>16 MB of log: pages that change often are copied back only occasionally, and recovery after a crash is
    /// still quick.</summary>
    private const int PagesToCheckpoint = 4000;

    /// <summary>Default folders beside the store: messages, keys, and what a restore left for inspection.</summary>
    private static readonly string[] OurFolders = ["mail", "keys", "restored"];

    private FileIdentity? opened;

    /// <summary>The connection's change count before the current write.</summary>
    private int changesBefore;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public override string Name => Path;

    public override string File => Path;

    public override string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public override string Product => "SQLite";

    public override string TablesQuery =>
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";

    public override string VersionQuery => "select sqlite_version()";

    internal override Task BeginReadingAsync(StoreConnection connection, CancellationToken stop) =>
        connection.ExecuteAsync(Sql.Of("begin deferred;"), stop);

    public override string BeginWriting => "begin immediate;";

    /// <remarks>With deferred foreign keys each row would be checked against all pending ones, so they are
    /// off.</remarks>
    internal override string BeginBulkLoad => "pragma foreign_keys = off; begin immediate;";

    internal override string DanglingQuery => """select "table" from pragma_foreign_key_check limit 1""";

    internal override string WithList(string sql, string list) =>
        sql.Replace($"(@{list})", $"(select value from json_each(@{list}))", StringComparison.Ordinal);

    internal override object ListValue(Array items) => JsonSerializer.Serialize(items, items.GetType(), Lists.Default);

    /// <summary>Refuses a store that other accounts can read or change, such as a copy with default
    /// permissions.</summary>
    /// <remarks>A folder with only this program's files is closed to others silently. Any other folder may be open for
    /// a reason, and is refused only if others can replace the store in it.</remarks>
    /// <exception cref="StorageException">The message contains the command that fixes it.</exception>
    public override Task RefuseUnsafeAsync(bool onlyReads = false, CancellationToken stop = default)
    {
        RefuseUnsafe(onlyReads);
        return Task.CompletedTask;
    }

    private void RefuseUnsafe(bool onlyReads)
    {
        if (!onlyReads)
            RefuseNetworkDisk();
        if (OperatingSystem.IsWindows())
            return;
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).All(IsOurs))
            OwnerOnly.Tighten(Folder);
        if (OwnerOnly.IsWrittenByOthers(Folder))
            throw new StorageException(
                $"{Folder}: others on this machine can write here (rights {OwnerOnly.Octal(Folder)}), and so exchange the store. Mend it with: chmod 700 {Folder}"
            );

        var open = new[] { Path, Path + "-wal", Path + "-shm" }.Where(OwnerOnly.IsOpenToOthers).ToList();
        if (open.Count > 0 && IsStore())
            throw new StorageException(
                $"{open[0]}: others on this machine can read or change it (rights {OwnerOnly.Octal(open[0])}), and it holds health data. Mend it with: chmod 600 {string.Join(' ', open)}"
            );
    }

    /// <summary>Refuses a network file system.</summary>
    /// <exception cref="StorageException">The store is on one.</exception>
    private void RefuseNetworkDisk()
    {
        if (Mount.Of(Path) is { IsOfNetwork: true } disk)
            throw new StorageException(
                $"{Path}: is on a network disk ({disk.Folder}, {disk.Kind}), where locks and logs of a SQLite store do not hold. Put it on a disk of this machine."
            );
    }

    internal override Task<StoreConnection> OpenWriterAsync(CancellationToken stop = default) =>
        Task.FromResult(OpenWriter());

    private StoreConnection OpenWriter() =>
        Open(
            SqliteOpenMode.ReadWriteCreate,
            connection =>
            {
                Execute(connection, "pragma journal_mode = wal;");
                Execute(connection, durable ? "pragma synchronous = full;" : "pragma synchronous = off;");
                Execute(connection, "pragma secure_delete = on;");
                Execute(connection, $"pragma cache_size = -{CacheKilobytes};");
                Execute(connection, $"pragma wal_autocheckpoint = {PagesToCheckpoint};");
                Require(connection, "journal_mode", "wal");
                Require(connection, "synchronous", durable ? "2" : "0");
                Require(connection, "foreign_keys", "1");
                Require(connection, "secure_delete", "1");
            }
        );

    internal override Task<StoreConnection> OpenReaderAsync(CancellationToken stop = default) =>
        Task.FromResult(OpenReader());

    private StoreConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, _ => { });

    internal override Task<StoreConnection> OpenNeverCommittedAsync(CancellationToken stop)
    {
        using var source = OpenReader();
        var copy = new SqliteConnection("Data Source=:memory:;Pooling=False;Foreign Keys=True");
        copy.Open();
        KeepPlans(copy);
        ((SqliteConnection)source.Connection).BackupDatabase(copy);
        return Task.FromResult(new StoreConnection(copy, this));
    }

    /// <summary>Longer than the tenth of a second after which a waiting program tries again.</summary>
    public override TimeSpan Turn { get; } = TimeSpan.FromMilliseconds(110);

    internal override void Recognise() => opened = FileIdentity.Of(Path);

    public override bool IsGone => opened is not null && FileIdentity.Of(Path) != opened;

    /// <remarks>Pages are overwritten when freed, so only the log remains, which is emptied here. That blocks writers
    /// while it waits for a reader such as a backup, so it waits briefly and tries again.</remarks>
    public override async Task<bool> PurgeDeletedAsync(CancellationToken stop = default)
    {
        try
        {
            using var writer = OpenWriter();
            Execute((SqliteConnection)writer.Connection, $"pragma busy_timeout = {PurgeMilliseconds};");
            for (var tries = 1; ; tries++)
            {
                // The first column says whether a reader blocked it.
                if (await new Transaction(writer).One<long>("pragma wal_checkpoint(truncate)") == 0)
                    return true;
                if (tries == PurgeTries)
                    return false;
                await Task.Delay(PausePerPurge * PurgeMilliseconds, stop);
            }
        }
        catch (DbException error)
        {
            throw Explain(error);
        }
    }

    /// <summary>Whether an error concerns the file, its disk or its locks rather than the statement.</summary>
    /// <remarks>Busy, locked, out of memory, read-only, I/O, damaged, full, cannot open, locking protocol, not a
    /// database: the result codes of sqlite.org/rescode.html.</remarks>
    public override bool IsAtFault(Exception error) =>
        error is SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 13 or 14 or 15 or 26 };

    public override StorageException Explain(Exception error) =>
        error switch
        {
            StorageException known => known,
            SqliteException { SqliteErrorCode: 8 or 14 } or UnauthorizedAccessException => new(
                $"{Path}: cannot be written. Does the account that runs the program own the file and its folder?",
                error
            ),
            SqliteException { SqliteErrorCode: 13 } => new($"{Path}: the disk is full.", error),
            SqliteException { SqliteErrorCode: 10 } => new($"{Path}: reading or writing the disk failed.", error),
            SqliteException { SqliteErrorCode: 11 or 26 } => new(
                $"{Path}: is damaged or is not a SQLite database. Restore a backup.",
                error
            ),
            SqliteException { SqliteErrorCode: 5 or 6 } => new($"{Path}: another program holds the database.", error),
            _ => new($"{Path}: {error.Message}", error),
        };

    public override bool Exists => System.IO.File.Exists(Path) && new FileInfo(Path).Length > 0;

    /// <exception cref="StorageException">File locks do not work here, so two programs could write at once.</exception>
    public override IDisposable? TryRunAlone()
    {
        var lone = FileLock.TryTake(Path + ".running", this);
        if (lone is null)
            return null;
        using var second = FileLock.TryTake(Path + ".running", this);
        if (second is null)
            return lone;
        lone.Dispose();
        throw new StorageException(
            $"{Path}: is on a disk without file locks, or they are switched off. Put it on a disk of this machine."
        );
    }

    internal override async Task<long> LastIdAsync(Transaction transaction, string table) =>
        await transaction.First<long?>($"select seq from sqlite_sequence where name = {table}") ?? 0;

    internal override async Task SetLastIdAsync(Transaction transaction, string table, long last)
    {
        await transaction.Execute($"delete from sqlite_sequence where name = {table}");
        await transaction.Execute($"insert into sqlite_sequence (name, seq) values ({table}, {last})");
    }

    internal override async Task<IReadOnlyList<long>> NewIdsAsync(Transaction transaction, string table, int count)
    {
        var last = await LastIdAsync(transaction, table);
        return [.. Enumerable.Range(1, count).Select(place => last + place)];
    }

    /// <remarks>Bypasses the driver with one prepared statement: looking up parameters by name at each row costs more
    /// than the insert.</remarks>
    internal override Task AddRowsAsync(
        DbConnection connection,
        string table,
        string columns,
        IEnumerable<object[]> rows
    )
    {
        AddRows(connection, table, columns, rows);
        return Task.CompletedTask;
    }

    private static void AddRows(DbConnection connection, string table, string columns, IEnumerable<object[]> rows)
    {
        var store = ((SqliteConnection)connection).Handle!;
        var places = string.Join(", ", columns.Split(',').Select(_ => "?"));
        Check(raw.sqlite3_prepare_v2(store, $"insert into {table} ({columns}) values ({places})", out var insert));
        using (insert)
        {
            foreach (var row in rows)
            {
                foreach (var (place, value) in row.Index())
                    Check(Bind(insert, place + 1, value));
                Check(raw.sqlite3_step(insert));
                Check(raw.sqlite3_reset(insert));
            }
        }

        void Check(int result)
        {
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                SqliteException.ThrowExceptionForRC(result, store);
        }

        static int Bind(sqlite3_stmt insert, int place, object value) =>
            value switch
            {
                long number => raw.sqlite3_bind_int64(insert, place, number),
                double number => raw.sqlite3_bind_double(insert, place, number),
                string text => raw.sqlite3_bind_text(insert, place, text),
                DBNull => raw.sqlite3_bind_null(insert, place),
                _ => throw new ArgumentException($"A {value.GetType()} is no value of a row.", nameof(value)),
            };
    }

    internal override string TranslateMigration(string migration) => migration;

    /// <remarks>
    /// <para>One that changed no row does not wait for the disk: a step that finds nothing due costs nothing.</para>
    /// <para>
    /// A failed commit may be durable: when it fails, a new connection checks whether the file has it all the same. It
    /// looks for a number on the page of the last numbers, which a write that adds a row changes anyway: a page of its
    /// own would be one more to write.
    /// </para>
    /// </remarks>
    internal override async Task<bool> CommitAsync(StoreConnection connection)
    {
        if (TotalChanges(connection) == changesBefore)
        {
            await connection.ExecuteAsync(Sql.Of("rollback;"));
            return false;
        }

        RefuseGone();
        var mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        await connection.ExecuteAsync($"update sqlite_sequence set seq = {mark} where name = 'commit_mark'");
        try
        {
            await connection.ExecuteAsync(Sql.Of("commit;"));
        }
        catch (DbException error)
        {
            using var again = OpenWriter();
            var found = await new Transaction(again).One<long>(
                "select seq from sqlite_sequence where name = 'commit_mark'"
            );
            if (found != mark)
                throw new LostCommitException(error);
        }

        return true;
    }

    internal override async Task BeginWritingAsync(StoreConnection connection)
    {
        await connection.ExecuteAsync(Sql.Of(BeginWriting));
        changesBefore = TotalChanges(connection);
    }

    private static int TotalChanges(StoreConnection connection) =>
        raw.sqlite3_total_changes(((SqliteConnection)connection.Connection).Handle);

    private StoreConnection Open(SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        SqliteConnection? connection = null;
        try
        {
            RefuseGone();
            if (mode != SqliteOpenMode.ReadOnly && Mount.Of(Path) is { IsReadOnly: true })
                throw new StorageException($"{Path}: is on a disk that is mounted read-only.");
            MakeForOwnerOnly();
            connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = Source(),
                    Mode = mode,
                    Pooling = false,
                    ForeignKeys = true,
                    DefaultTimeout = BusySeconds,
                }.ToString()
            );
            connection.Open();
            KeepPlans(connection);
            connection.CreateCollation(
                AsNames.Split('"')[1],
                (one, other) => CultureInfo.InvariantCulture.CompareInfo.Compare(one, other)
            );
            connection.CreateFunction(
                "regexp_replace",
                (string? text, string pattern, string by, string _) =>
                    text is null ? null : Regex.Replace(text, pattern, by, RegexOptions.IgnoreCase),
                isDeterministic: true
            );
            // SQLite's own wait polls every few milliseconds, the driver's seven times a second.
            Execute(connection, $"pragma busy_timeout = {1000 * BusySeconds};");
            prepare(connection);
            opened ??= FileIdentity.Of(Path);
            return new StoreConnection(connection, this);
        }
        catch (Exception error)
            when (error is DbException or StorageException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw Explain(error);
        }
    }

    /// <remarks>Otherwise SQLite replans a statement at each use if a value may decide whether a partial index applies:
    /// a third of a form's time.</remarks>
    private static void KeepPlans(SqliteConnection connection)
    {
        const int enableQueryPlannerStabilityGuarantee = 1007;
        raw.sqlite3_db_config(connection.Handle, enableQueryPlannerStabilityGuarantee, 1, out _);
    }

    /// <summary>The connection's data source; on a read-only disk marked as immutable, as SQLite would otherwise write
    /// beside it.</summary>
    private string Source()
    {
        if (Mount.Of(Path) is not { IsReadOnly: true })
            return Path;
        if (System.IO.File.Exists(Path + "-wal") && new FileInfo(Path + "-wal").Length > 0)
            throw new StorageException(
                $"{Path}: is on a disk that is mounted read-only, with changes in {Path}-wal that are not in the file yet. Copy both to another disk."
            );
        return new Uri(Path).AbsoluteUri + "?immutable=1";
    }

    private bool IsOurs(string entry) =>
        System.IO.Path.GetFileName(entry) is var name
        && (name.StartsWith(System.IO.Path.GetFileName(Path), StringComparison.Ordinal) || OurFolders.Contains(name));

    /// <summary>Whether the file is an SQLite database.</summary>
    private bool IsStore()
    {
        try
        {
            using var file = FileKinds.OpenToRead(Path);
            Span<byte> first = stackalloc byte[16];
            return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
                && first.SequenceEqual("SQLite format 3\0"u8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Explain(error);
        }
    }

    /// <summary>Creates the file for its owner only; SQLite gives its side files the same permissions.</summary>
    private void MakeForOwnerOnly()
    {
        if (System.IO.File.Exists(Path))
            return;
        OwnerOnly.MakeFolder(Folder);
        OwnerOnly.Create(Path).Dispose();
    }

    private void Require(SqliteConnection connection, string pragma, string expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {pragma};";
        var found = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (found != expected)
            throw new StorageException(
                $"{Path}: {pragma} is {found}, and must be {expected} so that no answer is lost."
            );
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [JsonSerializable(typeof(long[]))]
    [JsonSerializable(typeof(string[]))]
    private sealed partial class Lists : JsonSerializerContext;
}
