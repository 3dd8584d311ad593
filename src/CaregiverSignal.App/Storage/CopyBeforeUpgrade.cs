using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>
/// The way back from an upgrade: a copy of the store with its old schema, beside it.
/// </summary>
public sealed class CopyBeforeUpgrade(string path)
{
    /// <summary>
    /// How many are kept: that of the last upgrade, and the one before it for what is noticed late (our choice).
    /// </summary>
    private const int Kept = 2;

    private const string Name = ".schema-";

    private readonly string store = Path.GetFullPath(path);

    /// <summary>The copy that was made; null when the store had this program's schema already.</summary>
    public StoreCopy? Made { get; private set; }

    /// <summary>
    /// Copies the store; call it with the write lock held, so that nothing is written between the copy and the upgrade.
    /// </summary>
    /// <param name="transaction">On the store; no transaction may be open.</param>
    /// <exception cref="StorageException">There is no room, or the copy is not whole.</exception>
    public void Make(Transaction transaction, int schema)
    {
        RequireRoom(store, StoreCopy.BytesOf(transaction));
        var place = string.Create(CultureInfo.InvariantCulture, $"{store}{Name}{schema}");
        var half = place + ".part";
        File.Delete(half);
        var copy = StoreCopy.Make(transaction, half);
        var rows = StoreCopy.RowsOf(transaction, new SqliteFile(store));
        if (copy.Schema != schema || !rows.All(table => copy.Rows.GetValueOrDefault(table.Key) == table.Value))
        {
            File.Delete(half);
            throw new StorageException($"{store}: the copy before the upgrade has other rows than the store.");
        }

        File.Move(half, place, overwrite: true);
        Synced.Folder(Path.GetDirectoryName(store)!);
        Made = copy with { Path = place };
        foreach (var old in CopiesOf(store).Skip(Kept))
            File.Delete(old);
    }

    /// <summary>Requires room for a copy of the store, and for a migration that writes every page once.</summary>
    /// <exception cref="StorageException">There is less.</exception>
    public static void RequireRoom(string store, long bytes)
    {
        var (needed, free) = (2 * bytes, DiskSpace.FreeAt(store));
        if (free < needed)
            throw new StorageException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{store}: an upgrade needs {DiskSpace.InWords(needed)} of free disk, and there is {DiskSpace.InWords(free)}. Nothing was changed."
                )
            );
    }

    /// <summary>The copies beside a store, that of the newest schema first.</summary>
    private static List<string> CopiesOf(string store) =>
        Directory
            .EnumerateFiles(Path.GetDirectoryName(store)!, Path.GetFileName(store) + Name + "*")
            .Select(path =>
                (
                    Path: path,
                    IsOne: int.TryParse(
                        path[(store.Length + Name.Length)..],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var schema
                    ),
                    Schema: schema
                )
            )
            .Where(one => one.IsOne)
            .OrderByDescending(one => one.Schema)
            .Select(one => one.Path)
            .ToList();
}
