using System.Data.Common;
using System.Text.Json;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Backup;

/// <summary>Restores a backup to an empty place: a file that does not exist, or a server's empty database.</summary>
/// <remarks>A file is filled under another name and renamed last; a database, in one transaction. Whatever stops the
/// program meanwhile, no half-filled database results, and no new one can be started beside an unfinished
/// restore.</remarks>
public static class Restore
{
    public static string RestoredIn(StoreEngine engine) => Path.Combine(engine.Folder, "restored");

    /// <exception cref="StorageException">The message says what to do.</exception>
    public static async Task RefuseTakenAsync(StoreEngine engine, CancellationToken stop = default)
    {
        if (engine.File is not { } store)
        {
            using var statements = await engine.OpenReaderAsync(stop);
            await new StoreRows(statements).RequireEmpty();
            return;
        }

        var taken = new[] { store, store + "-wal", store + "-shm", store + "-journal" }.FirstOrDefault(File.Exists);
        if (taken is null && !HalfRestored.Is(store))
            taken = new[] { StoreKeys.FolderIn(engine.Folder), RestoredIn(engine) }.FirstOrDefault(IsFilled);
        if (taken is not null)
            throw new StorageException(
                $"{taken}: is there already, and a backup is only put where nothing is. Move the folder aside: mv {engine.Folder} {engine.Folder}.old"
            );
    }

    /// <summary>Restores a backup, with email held.</summary>
    /// <param name="moves">Whether it was moved here (<see cref="StoreMove.LeaveAsync"/>), so that waiting emails never
    /// went.</param>
    /// <exception cref="StorageException">It is damaged or cannot be restored; then there is no database.</exception>
    public static async Task PutAsync(
        StoreEngine engine,
        string path,
        string? keyFile,
        TimeProvider clock,
        bool moves = false,
        CancellationToken stop = default
    )
    {
        await RefuseTakenAsync(engine, stop);
        try
        {
            if (engine.File is not { } store)
            {
                await FillAsync(engine, path, keyFile, clock, moves, stop);
                return;
            }

            Clear(engine, store);
            OwnerOnly.MakeFolder(engine.Folder);
            OwnerOnly.Create(store + HalfRestored.Ending).Dispose();
            Synced.Folder(engine.Folder);
            var isWhole = false;
            try
            {
                var content = await FillAsync(
                    new SqliteFile(store + HalfRestored.Ending),
                    path,
                    keyFile,
                    clock,
                    moves,
                    stop
                );
                if (File.Exists(store + HalfRestored.Ending + "-wal"))
                    throw new StorageException($"{store + HalfRestored.Ending}: another program has it open.");
                new LastBackup(content.Head.MadeAt, path, new FileInfo(path).Length, clock.GetUtcNow()).Note(engine);
                Synced.Folder(engine.Folder);
                File.Move(store + HalfRestored.Ending, store, overwrite: false);
                Synced.Folder(engine.Folder);
                isWhole = true;
            }
            finally
            {
                if (!isWhole)
                    Clear(engine, store);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{engine.Name}: cannot be put back: {error.Message}", error);
        }
    }

    private static async Task<BackupContent> FillAsync(
        StoreEngine engine,
        string path,
        string? keyFile,
        TimeProvider clock,
        bool moves,
        CancellationToken stop = default
    )
    {
        using var statements = await engine.OpenWriterAsync(stop);
        using var turn = await engine.LockSchemaAsync(stop);
        var rows = new StoreRows(statements);
        try
        {
            var content = await BackupFile.ReadAsync(path, keyFile, new Putting(engine, rows), stop);
            var now = clock.GetUtcNow();
            await engine.TakeKeysAsync(rows.Transaction, makes: false);
            if (!engine.Keys.IsHere)
                throw new StorageException($"{path}: does not have the key of its store.");
            if (!moves)
                await SendHoldTable.Hold(rows.Transaction, HoldReason.Restored, now);
            else if (!await SendHoldTable.Arrive(rows.Transaction, now))
                throw new StorageException($"{path}: was not made by 'backup --move'; put it back without --move.");
            await AuditTable.Add(
                rows.Transaction,
                [AuditWriter.LineOf(now, Actor.CommandLine, AuditAction.Import.Of(AuditTarget.Store))]
            );
            await rows.Transaction.Execute("commit;");
            return content;
        }
        catch (DbException error) when (!engine.IsAtFault(error))
        {
            throw new StorageException($"{path}: is damaged: {error.Message}", error);
        }
        catch (DbException error)
        {
            throw engine.Explain(error);
        }
    }

    /// <summary>Removes what an interrupted restore had written: before it there was nothing.</summary>
    private static void Clear(StoreEngine engine, string store)
    {
        if (!HalfRestored.Is(store))
            return;
        foreach (var folder in new[] { StoreKeys.FolderIn(engine.Folder), RestoredIn(engine) }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        foreach (var end in new[] { "-wal", "-shm", "" })
            File.Delete(store + HalfRestored.Ending + end);
    }

    private static bool IsFilled(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private sealed class Putting(StoreEngine engine, StoreRows rows) : IBackupReader
    {
        public async Task BeginAsync(BackupHead head, CancellationToken stop = default)
        {
            await Migrations.ApplyUptoAsync(rows.Transaction, engine, head.Schema);
            if (await Migrations.InAsync(rows.Transaction, engine) != head.StoreSchema)
                throw new StorageException(
                    $"{engine.Name}: has another schema than the backup, {head.StoreSchema}. Make the database anew."
                );
            await rows.Transaction.Execute(engine.BeginBulkLoad);
            await engine.LiftTimeoutsAsync(rows.Transaction);
            // From here on nobody else can interfere.
            await rows.RequireEmpty();
            if (Directory.Exists(RestoredIn(engine)))
                Directory.Delete(RestoredIn(engine), recursive: true);
        }

        public void Take(string file, byte[] content)
        {
            var isKey = file.StartsWith(StoreKeys.FolderName + "/", StringComparison.Ordinal);
            var place = Path.Combine(isKey ? engine.Folder : RestoredIn(engine), file);
            try
            {
                // A server's machine may already have that very key, if the database moves there from a file.
                if (isKey && File.Exists(place) && !File.ReadAllBytes(place).AsSpan().SequenceEqual(content))
                    throw new StorageException(
                        $"{place}: is there already, and is another key than the backup's. Move the folder aside: mv {Path.GetDirectoryName(place)} {Path.GetDirectoryName(place)}.old"
                    );
                OwnerOnly.MakeFolder(Path.GetDirectoryName(place)!);
                OwnerOnly.ReplaceBytes(place, to => to.Write(content));
                if (isKey)
                    Synced.Folder(Path.GetDirectoryName(place)!);
            }
            catch (IOException error)
            {
                throw new StorageException($"{place}: cannot be written: {error.Message}", error);
            }
        }

        public Task BeginAsync(BackedUpTable table, CancellationToken stop = default) => rows.Begin(table);

        public void Take(JsonElement row) => rows.Put(row);

        public Task EndAsync(CancellationToken stop = default) => rows.End();
    }
}
