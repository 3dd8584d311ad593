using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;

namespace CaregiverSignal.Backup;

/// <param name="LeftOut">The secrets that were set.</param>
/// <param name="Version">The program that makes it.</param>
/// <param name="SealTo">The certificate whose private key opens it; null if anybody with the file may read it.</param>
public sealed record BackupSource(
    StoreEngine Store,
    byte[] Settings,
    IReadOnlyList<string> LeftOut,
    IReadOnlyDictionary<string, string> Questionnaires,
    string Version,
    BackupCertificate? SealTo
);

/// <param name="Version">The program that made it.</param>
/// <param name="LeftOut">Settings that were set, and are secrets.</param>
/// <param name="SchemaHash">The schema's hash; null in a backup from before it existed.</param>
public sealed record BackupHead(
    int Format,
    string Version,
    DateTimeOffset MadeAt,
    int Schema,
    IReadOnlyList<string> LeftOut,
    string? SchemaHash
)
{
    public StoreSchema StoreSchema => new(Schema, SchemaHash ?? "");
}

/// <summary>A backup that was written, or read to its end.</summary>
/// <param name="Rows">How many rows each table has.</param>
public sealed record BackupContent(BackupHead Head, IReadOnlyDictionary<string, long> Rows)
{
    public long People => Rows.GetValueOrDefault("caregiver");
}

public interface IBackupReader
{
    Task BeginAsync(BackupHead head, CancellationToken stop = default)
    {
        return Task.CompletedTask;
    }

    void Take(string file, byte[] content) { }

    Task BeginAsync(BackedUpTable table, CancellationToken stop = default)
    {
        return Task.CompletedTask;
    }

    void Take(JsonElement row) { }

    Task EndAsync(CancellationToken stop = default)
    {
        return Task.CompletedTask;
    }
}

/// <summary>One file with a consistent copy of everything that cannot be recreated, for either kind of database: lines
/// of JSON, compressed (gzip), and sealed if there is a certificate.</summary>
public static class BackupFile
{
    public const string Settings = "settings.json";
    public const string Questionnaires = "questionnaires/";
    private const string Keys = StoreKeys.FolderName + "/";

    private const int OwnFormat = 1;

    /// <summary>An email with its attachments reaches half at most (our choice).</summary>
    private const int LongestLine = 64 << 20;
    private const byte BeginOfCms = 0x30;

    /// <summary>Writes a backup under another name while the service runs, and renames it once verified.</summary>
    /// <param name="progress">Receives the number of bytes done.</param>
    /// <exception cref="StorageException">It cannot be made; then there is no such file.</exception>
    public static async Task<BackupContent> WriteAsync(
        BackupSource source,
        string path,
        DateTimeOffset now,
        Action<long> progress,
        CancellationToken stop = default
    )
    {
        var half = path + ".part";
        var isTaken = false;
        try
        {
            BackupContent content;
            using (var file = TakePart(half))
            {
                isTaken = true;
                using var hash = SHA256.Create();
                using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                using (var closed = source.SealTo?.Seal(hashed))
                using (var packed = new GZipStream(closed ?? hashed, CompressionLevel.Fastest, leaveOpen: true))
                using (var lines = new BackupLines(packed, progress))
                    content = await FillAsync(lines, source, now, stop);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                if (!SHA256.HashData(file).SequenceEqual(hash.Hash!))
                    throw new StorageException($"{path}: the disk gave back something else than was written.");
            }

            File.Move(half, path, overwrite: false);
            Synced.Folder(Path.GetDirectoryName(path)!);
            return content;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageException(
                $"{path}: cannot be made: {error.Message} Does the account that runs the program own the folder?",
                error
            );
        }
        catch (IOException error)
        {
            throw new StorageException($"{path}: cannot be written: {error.Message}", error);
        }
        finally
        {
            // Another process's file is left alone; and in a folder closed to us nothing can be deleted.
            if (isTaken)
                File.Delete(half);
        }
    }

    /// <summary>Identifies a backup to whoever made it: anybody with the certificate could make another.</summary>
    public static string HashOf(string path)
    {
        using var file = FileKinds.OpenToRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <param name="keyFile">The private key; null if it was not sealed.</param>
    /// <exception cref="StorageException">Incomplete, not ours, from a newer program, for another key, or unsealed
    /// despite a key.</exception>
    public static async Task<BackupContent> ReadAsync(
        string path,
        string? keyFile,
        IBackupReader to,
        CancellationToken stop = default
    )
    {
        try
        {
            using var file = FileKinds.OpenToRead(path);
            using var opened = Opened(file, path, keyFile);
            using var unpacked = new GZipStream(opened, CompressionMode.Decompress);
            using var lines = new StreamReader(unpacked);
            return await ReadAsync(lines, path, to, stop);
        }
        catch (Exception error) when (error is FileNotFoundException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (Exception error)
            when (error is IOException or InvalidDataException or JsonException or FormatException or CmsException
                || error is CryptoException or ArgumentException or InvalidOperationException or KeyNotFoundException
            )
        {
            throw new StorageException($"{path}: is damaged, is not whole, or is no backup of this program.", error);
        }
    }

    private static Stream Opened(FileStream file, string path, string? keyFile)
    {
        var isSealed = file.ReadByte() == BeginOfCms;
        file.Position = 0;
        return (isSealed, keyFile) switch
        {
            (true, null) => throw new StorageException(
                $"{path}: is sealed. Name the file with the private key: restore {path} --key FILE"
            ),
            (true, var key) => BackupCertificate.Open(file, path, key),
            (false, null) => file,
            _ => throw new StorageException($"{path}: is not sealed; leave --key away where that is right."),
        };
    }

    private static async Task<BackupContent> FillAsync(
        BackupLines lines,
        BackupSource source,
        DateTimeOffset now,
        CancellationToken stop = default
    )
    {
        using var statements = await source.Store.OpenReaderAsync(stop);
        var rows = new StoreRows(statements);
        return await rows.Look(async schema =>
        {
            var head = new BackupHead(OwnFormat, source.Version, now, schema.Number, source.LeftOut, schema.Hash);
            lines.Write(json => JsonSerializer.Serialize(json, head, JsonSerializerOptions.Web));
            Add(Settings, source.Settings);
            foreach (var key in KeysIn(StoreKeys.FolderIn(source.Store.Folder)))
                Add(Keys + Path.GetFileName(key), File.ReadAllBytes(key));
            foreach (var (name, place) in source.Questionnaires)
                Add(name, File.ReadAllBytes(place));
            var counted = await rows.Write(lines);
            lines.Write(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("end", counted.Values.Sum());
                json.WriteEndObject();
            });
            return new BackupContent(head, counted);
        });

        void Add(string name, byte[] content) =>
            lines.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", name);
                json.WriteBase64String("content", content);
                json.WriteEndObject();
            });
    }

    private static async Task<BackupContent> ReadAsync(
        StreamReader lines,
        string path,
        IBackupReader to,
        CancellationToken stop = default
    )
    {
        var head = HeadIn(NextLine(lines) ?? "", path);
        await to.BeginAsync(head, stop);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        BackedUpTable? table = null;
        while (NextLine(lines) is { } text)
        {
            using var parsed = JsonDocument.Parse(text);
            var line = parsed.RootElement;
            if (line.ValueKind == JsonValueKind.Array)
            {
                if (table is null || line.GetArrayLength() != table.Columns.Count)
                    throw new InvalidDataException("A row is not one of its table.");
                rows[table.Name]++;
                to.Take(line);
            }
            else if (line.TryGetProperty("file", out var name))
            {
                if (!IsOurs(name.GetString()!))
                    throw new InvalidDataException("A file has a name that none of ours has.");
                to.Take(name.GetString()!, line.GetProperty("content").GetBytesFromBase64());
            }
            else if (line.TryGetProperty("end", out var end))
            {
                if (end.GetInt64() != rows.Values.Sum() || NextLine(lines) is not null)
                    throw new InvalidDataException("It has other rows than it says.");
                await to.EndAsync(stop);
                return new BackupContent(head, rows);
            }
            else
            {
                table = line.Deserialize<BackedUpTable>(JsonSerializerOptions.Web)
                    is { Name: not null, Columns: not null } backedUpTable
                    ? backedUpTable
                    : throw new InvalidDataException("A table has no name.");
                if (!rows.TryAdd(table.Name, 0))
                    throw new InvalidDataException("A table comes twice.");
                await to.BeginAsync(table, stop);
            }
        }

        throw new InvalidDataException("It has no end.");
    }

    /// <summary>The next line, null at the end; one too long for memory is not ours.</summary>
    private static string? NextLine(StreamReader lines)
    {
        var line = new StringBuilder();
        for (int sign; (sign = lines.Read()) >= 0; line.Append((char)sign))
        {
            if (sign == '\n')
                return line.ToString();
            if (line.Length == LongestLine)
                throw new InvalidDataException("A line is longer than any of ours.");
        }

        return line.Length == 0 ? null : line.ToString();
    }

    private static BackupHead HeadIn(string line, string path)
    {
        if (
            JsonSerializer.Deserialize<BackupHead>(line, JsonSerializerOptions.Web)
            is not { Format: > 0, LeftOut: not null } head
        )
            throw new InvalidDataException("It has no first line of ours.");
        if (head.Format != OwnFormat || head.Schema > Migrations.Newest)
            throw new StorageException(
                $"{path}: was made by a newer program ({head.Version}, schema {head.Schema}; this one knows up to {Migrations.Newest}). Use that."
            );
        Migrations.RefuseUnknown(path, head.StoreSchema, head.Version);
        return head;
    }

    /// <summary>Whether a file has one of our names, which cannot lead outside its folder.</summary>
    private static bool IsOurs(string name) =>
        name == Settings
        || (name.StartsWith(Keys, StringComparison.Ordinal) && IsPlain(name[Keys.Length..]))
        || (
            name.StartsWith(Questionnaires, StringComparison.Ordinal)
            && name[Questionnaires.Length..].Split('/') is { Length: <= 2 } names
            && names.All(IsPlain)
        );

    private static bool IsPlain(string name) =>
        name.Length > 0
        && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.".Contains(letter, StringComparison.Ordinal));

    /// <summary>Takes the unfinished file for this process alone: an unheld one was left by a stopped
    /// program.</summary>
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

    private static IEnumerable<string> KeysIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal) : [];
}
