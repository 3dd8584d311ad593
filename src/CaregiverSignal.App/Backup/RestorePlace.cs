using CaregiverSignal.Files;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Backup;

/// <summary>The place where a backup is put back: empty before, and the store comes last.</summary>
/// <remarks>
/// All is unpacked and checked in a folder of its own, then renamed into place. Whatever ends the program meanwhile,
/// there is no store until the rest is there, and none is made beside an unfinished restore.
/// </remarks>
public sealed class RestorePlace(string databasePath)
{
    private const string StoreName = "store.db";

    public string Store { get; } = Path.GetFullPath(databasePath);

    public string Keys => In("keys");

    /// <summary>Settings and questionnaires of then: to compare, not in use.</summary>
    public string Restored => In("restored");

    private string Unpacking => In("restoring.part");

    /// <summary>Everything, checked; its folders have been moved out of it one by one.</summary>
    private string Unpacked => In("restoring");

    private bool IsHalf => Directory.Exists(Unpacking) || Directory.Exists(Unpacked);

    /// <summary>Refuses to begin a store where a restore was broken off.</summary>
    /// <exception cref="StorageException">The message says what to do.</exception>
    /// <param name="store">Null where the store is a server's.</param>
    public static void RefuseHalf(string? store)
    {
        if (store is null)
            return;
        var place = new RestorePlace(store);
        if (place.IsHalf && !File.Exists(place.Store))
            throw new StorageException(
                $"{place.Store}: is not there, as a restore was broken off. Run it again: caregiversignal restore FILE"
            );
    }

    /// <summary>Refuses a store that is there already, in a file or in a server's tables.</summary>
    /// <exception cref="StorageException">The message says what to do.</exception>
    public static void RefuseTaken(StoreEngine engine)
    {
        if (engine.File is { } store)
            new RestorePlace(store).RefuseTaken();
        else
            StoreAsFile.RefuseFilled(engine);
    }

    /// <summary>Puts a backup back into a file, or by way of one into a server's empty database.</summary>
    /// <exception cref="StorageException">It is damaged or cannot be put; then there is no store.</exception>
    public static void Put(StoreEngine engine, Stream file, string path, TimeProvider clock)
    {
        if (engine.File is { } store)
        {
            new RestorePlace(store).Put(file, path, clock);
            return;
        }

        using var half = StoreAsFile.EmptyFor(engine);
        new RestorePlace(half.Store.Path).Put(file, path, clock);
        half.CopyTo(engine);
    }

    /// <summary>Refuses a place where there is something already.</summary>
    /// <exception cref="StorageException">The message says what to do.</exception>
    public void RefuseTaken()
    {
        var folder = Path.GetDirectoryName(Store)!;
        var taken = new[] { Store, Store + "-wal", Store + "-shm", Store + "-journal" }.FirstOrDefault(File.Exists);
        if (taken is null && !IsHalf)
            taken = new[] { Keys, Restored }.FirstOrDefault(IsFilled);
        if (taken is not null)
            throw new StorageException(
                $"{taken}: is there already, and a backup is only put where nothing is. Move the folder aside: mv {folder} {folder}.old"
            );
    }

    /// <summary>Puts a backup back, brought to this program's schema, with mail held.</summary>
    /// <exception cref="StorageException">It is damaged or cannot be put; then there is no store.</exception>
    public void Put(Stream file, string path, TimeProvider clock)
    {
        try
        {
            RefuseTaken();
            ClearHalf();
            var manifest = BackupFile.Read(file, path, part => OwnerOnly.Create(PlaceOf(part)));
            Prepare(manifest, path, clock);
            Directory.Move(Unpacking, Unpacked);
            MoveIn("keys", Keys);
            MoveIn("restored", Restored);
            new LastBackup(manifest.MadeAt, path, new FileInfo(path).Length).Note(Store);
            Synced.Folder(Path.GetDirectoryName(Store)!);
            File.Move(Path.Combine(Unpacked, StoreName), Store, overwrite: false);
            Synced.Folder(Path.GetDirectoryName(Store)!);
            Directory.Delete(Unpacked, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Store}: cannot be put back: {error.Message}", error);
        }
    }

    /// <summary>Compares the store with the list, brings it to this program's schema, and holds its mail.</summary>
    private void Prepare(BackupManifest manifest, string path, TimeProvider clock)
    {
        var store = Path.Combine(Unpacking, StoreName);
        var copy = StoreCopy.Checked(store);
        var rows = manifest.Rows.OrderBy(table => table.Key, StringComparer.Ordinal);
        if (
            copy.Schema != manifest.Schema
            || !rows.SequenceEqual(copy.Rows.OrderBy(table => table.Key, StringComparer.Ordinal))
        )
            throw new StorageException($"{path}: is damaged: its store has other rows than its list.");
        using (var database = Database.Open(store))
        {
            // The keys have been unpacked beside it.
            var recorder = new Recorder(database, clock);
            database.Write(transaction =>
            {
                SendHoldTable.Hold(transaction, HoldReason.Restored, clock.GetUtcNow());
                recorder.Add(transaction, Actor.CommandLine, Verb.Import.Of(Thing.Store));
            });
        }

        if (File.Exists(store + "-wal"))
            throw new StorageException($"{store}: another program has it open.");
    }

    private string PlaceOf(BackupPart part)
    {
        var place = part.Name switch
        {
            BackupManifest.Store => Path.Combine(Unpacking, StoreName),
            _ when part.Name.StartsWith(BackupManifest.Keys, StringComparison.Ordinal) => Path.Combine(
                Unpacking,
                part.Name
            ),
            _ => Path.Combine(Unpacking, "restored", part.Name),
        };
        OwnerOnly.MakeFolder(Path.GetDirectoryName(place)!);
        return place;
    }

    /// <summary>Removes what a restore that was broken off had put: before it there was nothing.</summary>
    private void ClearHalf()
    {
        if (Directory.Exists(Unpacked))
        {
            foreach (var folder in new[] { Keys, Restored }.Where(Directory.Exists))
                Directory.Delete(folder, recursive: true);
            Directory.Delete(Unpacked, recursive: true);
        }

        if (Directory.Exists(Unpacking))
            Directory.Delete(Unpacking, recursive: true);
    }

    private void MoveIn(string name, string to)
    {
        var from = Path.Combine(Unpacked, name);
        if (!Directory.Exists(from))
            return;
        if (Directory.Exists(to))
            Directory.Delete(to);
        Directory.Move(from, to);
    }

    private static bool IsFilled(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private string In(string name) => Path.Combine(Path.GetDirectoryName(Store)!, name);
}
