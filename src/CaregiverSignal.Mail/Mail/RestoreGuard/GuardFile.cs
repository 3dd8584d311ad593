using System.Globalization;
using System.Text;
using CaregiverSignal.Files;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>A file outside the data folder and its backups that records which store was here and how far it had come,
/// also by the audit log's newest line. One line: <c>WORD 2026-03-02T09:00:00.000Z 0000000000000000042
/// MARK</c>.</summary>
public sealed class GuardFile(string path)
{
    private const string NotSeen = "-----------------------Z";
    private const int WordLength = 32;
    private const int NumberLength = 19;

    /// <summary>The length of a line's mark.</summary>
    public const int MarkLength = 64;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The place of the file: <c>data.mailfence</c> beside the folder <c>data</c>, or elsewhere.</summary>
    public static string Of(string folder, string? elsewhere = null)
    {
        var beside = System.IO.Path.GetFullPath(folder).TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".mailfence";
        return elsewhere is null
            ? beside
            : System.IO.Path.Combine(System.IO.Path.GetFullPath(elsewhere), System.IO.Path.GetFileName(beside));
    }

    /// <returns>Null if there is no file.</returns>
    /// <exception cref="StorageException">It cannot be read, or was not written by this program.</exception>
    public GuardRecord? Read() =>
        Guarded(() =>
            !File.Exists(Path) ? null
            : File.ReadAllText(Path).TrimEnd().Split(' ')
                is [{ Length: WordLength } word, { Length: 24 } seen, .. var audit]
            && AuditOf(audit) is var (last, mark)
                ? new GuardRecord(word, TypeHandlers.InstantOrNull(seen), last, mark)
            : throw new StorageException($"{Path}: is no file of ours, and is left as it is.")
        );

    /// <summary>Writes a new file, for a store without recorded progress.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Begin(string fingerprint) =>
        Guarded(() =>
        {
            OwnerOnly.ReplaceBytes(Path, file => file.Write(Encoding.ASCII.GetBytes($"{fingerprint} {NotSeen}\n")));
            return true;
        });

    /// <summary>Updates the store's progress in place; does not create a missing file.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void MarkSeen(DateTimeOffset at) =>
        Guarded(() =>
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Write);
            file.Seek(WordLength + 1, SeekOrigin.Begin);
            file.Write(Encoding.ASCII.GetBytes(TypeHandlers.Text(at)));
            return true;
        });

    /// <summary>Updates the audit log's newest line in place; does not create a missing file.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void MarkAudit(long last, string mark) =>
        Guarded(() =>
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Write);
            file.Seek(WordLength + 1 + NotSeen.Length, SeekOrigin.Begin);
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {last:D19} {mark}\n")));
            return true;
        });

    /// <returns>Zero before any line; null if malformed.</returns>
    private static (long Last, string Mark)? AuditOf(string[] words) =>
        words switch
        {
            [] => (0, ""),
            [{ Length: NumberLength } last, { Length: MarkLength } mark]
                when long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (
                number,
                mark
            ),
            _ => null,
        };

    private T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Path}: cannot be read and written. It tells a store from its copies.", error);
        }
    }
}

/// <summary>The content of the guard file.</summary>
/// <param name="Seen">The store's progress when it last worked; null before the jobs first ran.</param>
/// <param name="AuditLast">The number of the newest line of its audit log; 0 before any.</param>
/// <param name="AuditMark">The mark of that line.</param>
public sealed record GuardRecord(string Fingerprint, DateTimeOffset? Seen, long AuditLast, string AuditMark);
