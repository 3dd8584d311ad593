using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Backup;

/// <summary>What goes into a backup.</summary>
/// <param name="Settings">The settings as a file, without secrets.</param>
/// <param name="LeftOut">The secrets that were set.</param>
/// <param name="Questionnaires">The file of each part that begins with <c>questionnaires/</c>.</param>
/// <param name="Version">The program that makes it.</param>
public sealed record BackupSource(
    SqliteFile Store,
    byte[] Settings,
    IReadOnlyList<string> LeftOut,
    IReadOnlyDictionary<string, string> Questionnaires,
    string Version
)
{
    /// <summary>Whose private half opens it; null where whoever has the file may read it.</summary>
    public BackupKey? SealTo { get; init; }

    public string KeysFolder => Path.Combine(Path.GetDirectoryName(Store.Path)!, "keys");
}

/// <summary>
/// One file with a consistent copy of all that cannot be made again: a zip with a manifest, sealed to
/// a key where there is one.
/// </summary>
public static class BackupFile
{
    private const int Portion = 1 << 17;

    /// <summary>
    /// Writes a backup while the service runs, under another name, and renames it once it was read again from its
    /// beginning to its end.
    /// </summary>
    /// <param name="progress">Is told the number of bytes done, of <see cref="BytesToDo"/>.</param>
    /// <exception cref="StorageException">It cannot be made; then there is no such file.</exception>
    public static BackupManifest Write(BackupSource source, string path, DateTimeOffset now, Action<long> progress)
    {
        var (half, copy) = (path + ".part", CopyPlace(source, path));
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new StorageException($"{Path.GetDirectoryName(path)}: is no folder.");
        if (Path.Exists(path))
            throw new StorageException(
                $"{path}: is there already, and is left as it is. Name a file that is not there yet."
            );
        try
        {
            BackupManifest manifest;
            using (var file = TakePart(half))
            {
                // Two backups to different files would make their copies under one name beside the store.
                using var turn = TakePart(copy + ".turn");
                try
                {
                    File.Delete(copy);
                    using var sealing = source.SealTo is { } to ? new SealingStream(file, to) : null;
                    var stored = CopyOf(source.Store, copy, progress);
                    Migrations.RefuseNewer(source.Store.Name, stored.Schema);
                    manifest = Fill(sealing ?? (Stream)file, source, stored, now, progress);
                    sealing?.Complete();
                    file.Flush(flushToDisk: true);
                    file.Position = 0;
                    using var again = sealing?.Reopened() ?? (Stream)file;
                    Read(again, path, _ => null);
                }
                finally
                {
                    File.Delete(copy);
                    File.Delete(turn.Name);
                }
            }

            File.Move(half, path, overwrite: false);
            Synced.Folder(Path.GetDirectoryName(path)!);
            return manifest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>How much there is to copy, and then to pack.</summary>
    public static long BytesToDo(SqliteFile store) => 2 * store.Look(StoreCopy.BytesOf);

    /// <summary>Opens a backup, sealed or not.</summary>
    /// <param name="keyFile">The private key; null where it was not sealed.</param>
    /// <exception cref="StorageException">It was sealed, and not to that key; or it was not, and there is one.</exception>
    public static Stream Open(string path, string? keyFile)
    {
        var file = File.OpenRead(path);
        Stream? opened = null;
        try
        {
            return opened = Unsealed(file, path, keyFile);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, error);
        }
        finally
        {
            if (opened is null)
                file.Dispose();
        }
    }

    private static Stream Unsealed(FileStream file, string path, string? keyFile)
    {
        var head = new byte[SealedForm.HeadLength];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (!head.AsSpan().StartsWith(SealedForm.FirstLine))
            return keyFile is null
                ? file
                : throw new StorageException($"{path}: is not sealed; leave --key away where that is right.");
        if (keyFile is null)
            throw new StorageException(
                $"{path}: is sealed. Name the file with the private key: restore {path} --key FILE"
            );
        return read == head.Length
            ? new UnsealingStream(file, BackupKey.FileKey(keyFile, head, path))
            : throw new InvalidDataException("The file is not whole.");
    }

    /// <summary>Reads a backup from its beginning to its end, and compares every part with the manifest.</summary>
    /// <param name="place">Where a part goes; null where it is only compared.</param>
    /// <exception cref="StorageException">It is not whole, not ours, or of a newer program.</exception>
    public static BackupManifest Read(Stream file, string path, Func<BackupPart, Stream?> place)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var manifest = ManifestIn(zip, path);
            var names = manifest.Parts.Select(part => part.Name).Append(BackupManifest.Name);
            if (
                !names
                    .Order(StringComparer.Ordinal)
                    .SequenceEqual(zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal))
            )
                throw new StorageException($"{path}: is damaged: it has other parts than its list.");
            foreach (var part in manifest.Parts)
            {
                using var from = zip.GetEntry(part.Name)!.Open();
                using var to = place(part);
                if (Copy(from, to, part.Name, _ => { }) != part)
                    throw new StorageException($"{path}: is damaged: {part.Name} is not what was put in.");
                if (to is FileStream written)
                    written.Flush(flushToDisk: true);
            }

            return manifest;
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, error);
        }
    }

    private static StorageException Damaged(string path, Exception error) =>
        new($"{path}: is damaged, is not whole, or is no backup.", error);

    private static BackupManifest ManifestIn(ZipArchive zip, string path)
    {
        try
        {
            using var text = zip.GetEntry(BackupManifest.Name)?.Open();
            if (text is null || BackupManifest.Read(text) is not { Parts: not null, Rows: not null } manifest)
                throw new StorageException($"{path}: is no backup of this program.");
            if (manifest.Format > BackupManifest.OwnFormat || manifest.Schema > Migrations.Newest)
                throw new StorageException(
                    $"{path}: was made by a newer program ({manifest.Version}, schema {manifest.Schema}; this one knows up to {Migrations.Newest}). Use that."
                );
            return manifest.IsOurs
                ? manifest
                : throw new StorageException($"{path}: is no backup of this program: it has parts that none has.");
        }
        catch (JsonException error)
        {
            throw new StorageException($"{path}: is no backup of this program.", error);
        }
    }

    /// <summary>
    /// Takes the unfinished file for this process alone: one that nobody holds was left by a program that was ended.
    /// </summary>
    private static FileStream TakePart(string half)
    {
        try
        {
            var file = OwnerOnly.Hold(half);
            file.SetLength(0);
            return file;
        }
        catch (IOException error) when (error is not DirectoryNotFoundException && File.Exists(half))
        {
            throw new StorageException($"{half}: another backup is writing it, or the disk cannot be written.", error);
        }
    }

    /// <summary>
    /// Beside the backup and not beside the store: a full disk there would stop the service. Of a sealed backup beside
    /// the store: what is deleted on the disk of the backups can be found again by whoever takes that.
    /// </summary>
    private static string CopyPlace(BackupSource source, string path) =>
        source.SealTo is null || Mount.Of(source.Store.Path) is { IsReadOnly: true }
            ? path + ".store.part"
            : source.Store.Path + ".backup.part";

    private static StoreCopy CopyOf(SqliteFile store, string copy, Action<long> progress)
    {
        using var never = new ManualResetEventSlim();
        var bytes = store.Look(StoreCopy.BytesOf);
        var (needed, free) = (2 * bytes, DiskSpace.FreeAt(Path.GetDirectoryName(copy)!));
        if (free < needed)
            throw new StorageException(
                $"{Path.GetDirectoryName(copy)}: a backup needs {DiskSpace.InWords(needed)} of free disk while it is made, and there is {DiskSpace.InWords(free)}."
            );
        var copying = Task.Run(() => store.Look(transaction => StoreCopy.Make(transaction, copy)));
        // The engine says nothing while it copies, but the file grows.
        while (!copying.IsCompleted)
        {
            never.Wait(50);
            progress(File.Exists(copy) ? new FileInfo(copy).Length : 0);
        }

        return copying.GetAwaiter().GetResult();
    }

    private static BackupManifest Fill(
        Stream file,
        BackupSource source,
        StoreCopy copy,
        DateTimeOffset now,
        Action<long> progress
    )
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var parts = new List<BackupPart>();
        void Add(string name, Stream from, Action<long> told)
        {
            using (from)
            using (var to = Entry(name))
                parts.Add(Copy(from, to, name, told));
        }

        Stream Entry(string name)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
            entry.LastWriteTime = now;
            return entry.Open();
        }

        var copied = new FileInfo(copy.Path).Length;
        Add(BackupManifest.Store, File.OpenRead(copy.Path), done => progress(copied + done));
        Add(BackupManifest.Settings, new MemoryStream(source.Settings), _ => { });
        foreach (var key in KeysIn(source.KeysFolder))
            Add(BackupManifest.Keys + Path.GetFileName(key), File.OpenRead(key), _ => { });
        foreach (var (name, place) in source.Questionnaires)
            Add(name, File.OpenRead(place), _ => { });
        var manifest = new BackupManifest(
            BackupManifest.OwnFormat,
            source.Version,
            now,
            copy.Schema,
            copy.Rows,
            parts,
            source.LeftOut
        );
        using var list = Entry(BackupManifest.Name);
        manifest.Write(list);
        return manifest;
    }

    /// <summary>The finished keys: one that is just being made has another ending.</summary>
    private static IEnumerable<string> KeysIn(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder)
                .Where(file => Path.GetExtension(file) is ".xml" or ".key")
                .Order(StringComparer.Ordinal)
            : [];

    private static BackupPart Copy(Stream from, Stream? to, string name, Action<long> told)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (portion, bytes) = (new byte[Portion], 0L);
        while (from.Read(portion) is > 0 and var read)
        {
            hash.AppendData(portion, 0, read);
            to?.Write(portion, 0, read);
            told(bytes += read);
        }

        return new BackupPart(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
