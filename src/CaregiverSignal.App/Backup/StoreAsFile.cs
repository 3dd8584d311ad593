using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Backup;

/// <summary>
/// A store as the file that a backup holds: itself, or a copy of a server's in a folder that goes when it was used.
/// </summary>
/// <remarks>So one backup goes back into either, which is also how a store moves to the other provider.</remarks>
public sealed class StoreAsFile : IDisposable
{
    private const string FolderName = "moving.part";

    private readonly FileStream? turn;

    private StoreAsFile(SqliteFile store, FileStream? turn)
    {
        Store = store;
        this.turn = turn;
    }

    public SqliteFile Store { get; }

    /// <exception cref="StorageException">It cannot be read, or another backup is being made.</exception>
    public static StoreAsFile Of(StoreEngine engine)
    {
        if (engine is SqliteFile own)
            return new StoreAsFile(own, turn: null);
        var made = EmptyFor(engine);
        var isWhole = false;
        try
        {
            using var from = Database.OpenToRead(engine);
            Copy(from, made.Store);
            isWhole = true;
            return made;
        }
        finally
        {
            if (!isWhole)
                made.Dispose();
        }
    }

    /// <summary>An empty place beside the keys of a server's store.</summary>
    /// <exception cref="StorageException">Another program uses it.</exception>
    public static StoreAsFile EmptyFor(StoreEngine engine)
    {
        var folder = Path.Combine(engine.Folder, FolderName);
        OwnerOnly.MakeFolder(engine.Folder);
        FileStream turn;
        try
        {
            turn = OwnerOnly.Hold(folder + ".turn");
        }
        catch (IOException error)
        {
            throw new StorageException($"{folder}: another backup or restore uses it.", error);
        }

        Remove(folder);
        OwnerOnly.MakeFolder(folder);
        return new StoreAsFile(new SqliteFile(Path.Combine(folder, "store.db"), durable: false), turn);
    }

    /// <exception cref="StorageException">There is something in it already.</exception>
    public static void RefuseFilled(StoreEngine engine)
    {
        using var to = Database.Open(engine);
        StoreMove.RequireEmpty(to);
    }

    /// <summary>Copies it into a server's empty database, with its keys and the settings of then.</summary>
    /// <exception cref="StorageException">There is something in it already; nothing was changed.</exception>
    public void CopyTo(StoreEngine engine)
    {
        using var from = Database.Open(Store);
        Copy(from, engine);
        var then = new RestorePlace(Store.Path).Restored;
        if (Directory.Exists(then))
        {
            var to = Path.Combine(engine.Folder, "restored");
            Remove(to);
            Directory.Move(then, to);
        }
    }

    public void Dispose()
    {
        if (turn is null)
            return;
        Remove(Store.Folder);
        turn.Dispose();
        File.Delete(turn.Name);
    }

    private static void Copy(Database from, StoreEngine engine)
    {
        from.Engine.Keys.CopyTo(engine.Folder);
        using var to = Database.Open(engine);
        foreach (
            var (old, taken) in new[]
            {
                (Recorder.KeyOf(from.Engine), Recorder.KeyOf(engine)),
                (from.Engine.Seal.Key, engine.Seal.Key),
            }
        )
        {
            if (!old.MoveTo(engine))
                throw new StorageException(
                    $"{engine.Name}: has a key of an earlier store. Move {engine.Folder} aside, and begin with an empty database."
                );
        }

        new StoreMove(from, to).Run();
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
