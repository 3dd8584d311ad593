using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// A file beside the data folder, so that a copy of the store does not include it: which store was here, and how far it
/// had come.
/// </summary>
/// <remarks>
/// Two lines, <c>store WORD</c> and <c>seen 2026-03-02T09:00:00.000Z</c>; the instant is overwritten in place at each
/// beat.
/// </remarks>
public sealed class GuardFile(string path)
{
    private const string Store = "store ";
    private const string Seen = "seen ";
    private const string NeverSeen = "-----------------------Z";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The default place of the file: <c>data.mailfence</c> beside the folder <c>data</c>.</summary>
    public static string Beside(string folder) =>
        System.IO.Path.GetFullPath(folder).TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".mailfence";

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="StorageException">It cannot be read, or is a file of another kind.</exception>
    public GuardRecord? Read() =>
        Guarded(() =>
        {
            if (!File.Exists(Path))
                return null;
            return
                File.ReadAllLines(Path) is [var store, var seen]
                && store.StartsWith(Store, StringComparison.Ordinal)
                && seen.StartsWith(Seen, StringComparison.Ordinal)
                ? new GuardRecord(store[Store.Length..], TypeHandlers.InstantOrNull(seen[Seen.Length..]))
                : throw new StorageException(
                    $"{Path}: is no file of ours, and is left as it is. Mail:FenceFile must name a file of its own."
                );
        });

    /// <summary>Writes a new file, for a store that is not known to have come anywhere yet.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Begin(string fingerprint) =>
        Guarded<object?>(() =>
        {
            OwnerOnly.ReplaceBytes(
                Path,
                file => file.Write(Encoding.ASCII.GetBytes($"{Store}{fingerprint}\n{Seen}{NeverSeen}\n"))
            );
            return null;
        });

    /// <summary>
    /// Records how far the store has come; call it after the store itself is updated, so that the file is never ahead
    /// of its store.
    /// </summary>
    /// <remarks>After a failure it is written a minute later; a missing file is not made.</remarks>
    public void MarkSeen(DateTimeOffset at)
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Write);
            file.Seek(-(NeverSeen.Length + 1), SeekOrigin.End);
            file.Write(Encoding.ASCII.GetBytes(TypeHandlers.Text(at)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException) { }
    }

    private T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{Path}: cannot be read and written. It tells a store from its copies, and must not lie in the data folder; Mail:FenceFile names another place.",
                error
            );
        }
    }
}

/// <summary>The content of the guard file.</summary>
/// <param name="Seen">How far the store had come when it last worked; null before its first beat.</param>
public sealed record GuardRecord(string Fingerprint, DateTimeOffset? Seen);
