using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>
/// The keys of an installation, in a file outside the store: whoever has only the store cannot read what they seal.
/// </summary>
/// <remarks>
/// The file has a key a line, the oldest first. The one of which the store says that it is in use seals: a
/// newer one may not be at the other nodes yet. A value says by which key it was made, so all go on opening theirs. A
/// key that another program added is found when a value names it.
/// </remarks>
public sealed class KeyRing
{
    public const string FileName = "installation.key";

    /// <summary>No text begins with this octet, so a value from before keys is never taken for a sealed one.</summary>
    private const byte SealedMark = 1;

    private const int IdLength = 4;
    private const int HeadLength = 1 + IdLength;

    private readonly Lock guard = new();
    private volatile IReadOnlyList<Key> keys;
    private volatile Key? inUse;

    private KeyRing(string path, IReadOnlyList<Key> keys)
    {
        Path = path;
        this.keys = keys;
    }

    public string Path { get; }

    /// <summary>The ids of all keys in the file, the oldest first.</summary>
    public IReadOnlyList<string> Ids => [.. keys.Select(key => key.Name)];

    /// <summary>The keys in the file beside a store; none where there is no file.</summary>
    /// <exception cref="StorageException">It cannot be read, or is not ours.</exception>
    public static KeyRing In(string folder)
    {
        var path = PathIn(folder);
        return new KeyRing(path, Read(path));
    }

    public static string PathIn(string folder) => System.IO.Path.Combine(KeyFile.FolderIn(folder), FileName);

    /// <summary>
    /// The keys for a store that is opened to be written: makes the first one, and compares the file with what the
    /// store knows of it. The caller holds the store's write lock.
    /// </summary>
    /// <exception cref="StorageException">The file cannot be read or made, or the programs that share the store use a
    /// key that is not in it.</exception>
    internal static KeyRing For(StoreEngine engine, Transaction transaction)
    {
        var used = SharedKeyTable.InUse(transaction);
        var ring = In(engine.Folder);
        ring.inUse = used is null ? null : ring.keys.FirstOrDefault(key => key.Name == used);
        var isKnown = ring.inUse is not null;
        if (used is not null && engine.IsShared && !isKnown)
            throw new StorageException(
                $"{ring.Path}: does not have the key {used}, with which the programs on {engine.Name} seal mail. Copy the file from a node that has it, and let nobody but this program's account read it."
            );
        if (ring.Ids.Count == 0)
            ring.Add();
        if (isKnown)
            // A program that ran when the key was changed went on with the one before.
            SharedKeyTable.SealAnew(transaction, ring, used!);
        else
            ring.UseLast(transaction);
        return ring;
    }

    /// <summary>Makes a new key, with which everything is sealed once it is in use.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Add() => Add([new Key(RandomNumberGenerator.GetBytes(KeyFile.Length))]);

    /// <summary>Writes the file anew with more keys, whole or not at all.</summary>
    private void Add(IEnumerable<Key> more)
    {
        lock (guard)
        {
            List<Key> all = [.. Read(Path), .. more];
            try
            {
                var folder = System.IO.Path.GetDirectoryName(Path)!;
                OwnerOnly.MakeFolder(folder);
                OwnerOnly.Replace(Path, text => all.ForEach(key => text.WriteLine(key.ToLine())));
                Synced.Folder(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw KeyFile.Unusable(Path, error);
            }

            keys = all;
        }
    }

    /// <summary>Adds the keys to those of another folder, so that what they sealed opens there too.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void CopyTo(string folder)
    {
        var to = In(folder);
        if (to.Path != Path)
            to.Add(keys.Where(key => !to.Ids.Contains(key.Name)));
    }

    /// <summary>
    /// Takes the last key into use, and tells the store: programs without it must not begin on that store. Keys that
    /// are kept in the store are sealed with it, mail that waits stays as it is.
    /// </summary>
    /// <exception cref="StorageException">
    /// Another program took a key into use since, which this file does not have.
    /// </exception>
    public void Use(Transaction transaction)
    {
        if (SharedKeyTable.InUse(transaction) is { } used && !Ids.Contains(used))
            throw new StorageException(
                $"{Path}: the key {used} was taken into use by another program just now. Add its line to this file from the node that has it, keep the lines that are here, and try again."
            );
        UseLast(transaction);
    }

    private void UseLast(Transaction transaction)
    {
        SharedKeyTable.UseKey(transaction, Ids[^1], File.GetLastWriteTimeUtc(Path));
        inUse = keys[^1];
        SharedKeyTable.SealAnew(transaction, this, Ids[^1]);
    }

    /// <summary>Encrypts a value (AES-256-GCM) for one place, so that it opens in no other.</summary>
    /// <param name="purpose">What kind of value it is: each has a key of its own.</param>
    /// <param name="place">Where it stands: the number of its row.</param>
    public byte[] Seal(string purpose, string place, ReadOnlySpan<byte> clear)
    {
        var key = InUse;
        return [SealedMark, .. key.Id, .. Sealed.Of(key.For(purpose), clear, Encoding.UTF8.GetBytes(place))];
    }

    /// <returns>Null when it was not sealed here for this place, or with a key that is gone.</returns>
    public byte[]? Open(string purpose, string place, ReadOnlySpan<byte> value) =>
        value.Length > HeadLength && IsSealed(value) && Find(value[1..HeadLength]) is { } key
            ? Sealed.Open(key.For(purpose), value[HeadLength..], Encoding.UTF8.GetBytes(place))
            : null;

    /// <summary>The id of the key that sealed a value; null where none did.</summary>
    public static string? IdIn(ReadOnlySpan<byte> value) =>
        value.Length >= HeadLength && IsSealed(value) ? Convert.ToHexStringLower(value[1..HeadLength]) : null;

    public static bool IsSealed(ReadOnlySpan<byte> value) => value.Length > 0 && value[0] == SealedMark;

    private Key InUse =>
        inUse
        ?? (
            keys is [.., var last]
                ? last
                : throw new InvalidOperationException(
                    $"{Path}: there is no key, as the store was opened only to read it."
                )
        );

    private Key? Find(ReadOnlySpan<byte> id)
    {
        if (Known(id) is { } known)
            return known;
        lock (guard)
        {
            if (Known(id) is null)
                keys = Read(Path);
            return Known(id);
        }
    }

    private Key? Known(ReadOnlySpan<byte> id)
    {
        var all = keys;
        for (var place = all.Count - 1; place >= 0; place--)
            if (id.SequenceEqual(all[place].Id))
                return all[place];
        return null;
    }

    private static List<Key> Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return [];
            var lines = File.ReadAllLines(path);
            var keys = lines.Where(line => line.Length > 0).Select(Key.Of).OfType<Key>().ToList();
            return keys.Count > 0 && keys.Count == lines.Count(line => line.Length > 0)
                ? keys
                : throw new StorageException(
                    $"{path}: is not a file of keys: each line is 64 hexadecimal digits. Put it back from a backup."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw KeyFile.Unusable(path, error);
        }
    }

    private sealed class Key(byte[] master)
    {
        private readonly Dictionary<string, byte[]> derived = new(StringComparer.Ordinal);
        private readonly Lock guard = new();

        public byte[] Id { get; } = SHA256.HashData(master)[..IdLength];

        public string Name => Convert.ToHexStringLower(Id);

        public static Key? Of(string line) =>
            line.Length == 2 * KeyFile.Length && line.All(char.IsAsciiHexDigit)
                ? new Key(Convert.FromHexString(line))
                : null;

        public string ToLine() => Convert.ToHexStringLower(master);

        /// <summary>The key for one purpose, derived (HKDF-SHA-256) so that none tells of another.</summary>
        public byte[] For(string purpose)
        {
            lock (guard)
            {
                if (!derived.TryGetValue(purpose, out var key))
                    derived[purpose] = key = HKDF.DeriveKey(
                        HashAlgorithmName.SHA256,
                        master,
                        KeyFile.Length,
                        info: Encoding.UTF8.GetBytes("CaregiverSignal " + purpose)
                    );
                return key;
            }
        }
    }
}
