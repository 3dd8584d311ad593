using System.Text.Json;
using CaregiverSignal.Files;
using CaregiverSignal.People;

namespace CaregiverSignal.Health;

/// <summary>The newest backup with the store's content: a file beside the store, or for a server in this machine's
/// folder.</summary>
/// <remarks>Not a row of the store, which would be in no backup, or in it before the backup is known to be good. A
/// restore writes the file anew, for the backup that it read.</remarks>
/// <param name="ProvedAt">When one was last read to its end, as a restore would; initially when the first was
/// made.</param>
public sealed record LastBackup(DateTimeOffset MadeAt, string File, long Bytes, DateTimeOffset? ProvedAt = null)
{
    /// <summary>A copy that nobody ever read back is a hope (our choice).</summary>
    public static readonly TimeSpan LongestUnproved = TimeSpan.FromDays(31);

    /// <summary>Two failed nightly backups (our choice).</summary>
    public static readonly TimeSpan LongestWithout = TimeSpan.FromHours(48);

    /// <summary>Whether a store that has had people for so long was not backed up for too long.</summary>
    /// <remarks>By the machine's clock, like a backup's time. A server may have backups of its own: there it counts
    /// only if this machine made one before.</remarks>
    public static async Task<bool> IsLackingAsync(Database database, CancellationToken stop = default) =>
        (!database.Engine.IsShared || Of(database.Engine) is not null)
        && !(TimeProvider.System.GetUtcNow() - Of(database.Engine)?.MadeAt <= LongestWithout)
        && TimeProvider.System.GetUtcNow() - await database.ReadAsync(CaregiverTable.FirstMadeAt, stop)
            > LongestWithout;

    /// <summary>Whether there are backups, none of which was read back for too long.</summary>
    public static bool IsUnproved(Database database) =>
        Of(database.Engine) is { } last && last.IsUnprovedAt(TimeProvider.System.GetUtcNow());

    public bool IsUnprovedAt(DateTimeOffset now) => !(now - ProvedAt <= LongestUnproved);

    /// <summary>Why this program's account cannot write the next one beside it; null if it can.</summary>
    public string? Hindrance()
    {
        var folder = Path.GetDirectoryName(File)!;
        try
        {
            System
                .IO.File.Create(Path.Combine(folder, "." + Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose)
                .Dispose();
            var free = DiskSpace.FreeAt(folder);
            return free < Bytes ? $"{DiskSpace.InWords(free)} are free" : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is UnauthorizedAccessException ? "this account may not"
                : error is DirectoryNotFoundException ? "the folder is gone"
                : "the disk refuses it";
        }
    }

    /// <summary>Why this program's account cannot read it back; null if it can.</summary>
    public string? WhyUnread()
    {
        try
        {
            System.IO.File.OpenRead(File).Dispose();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return "which this account may not read";
        }
        catch (IOException)
        {
            return "which is no longer there";
        }
    }

    /// <summary>Notes that a backup was read to its end; an outdated one proves nothing about current ones.</summary>
    public static void NoteProof(StoreEngine store, DateTimeOffset madeAt, DateTimeOffset now)
    {
        if (Of(store) is { } last && now - madeAt <= LongestUnproved)
            (last with { ProvedAt = now }).Note(store);
    }

    /// <returns>Null if none was ever made, or the note cannot be read.</returns>
    public static LastBackup? Of(StoreEngine store)
    {
        try
        {
            using var text = System.IO.File.OpenRead(PlaceOf(store));
            return JsonSerializer.Deserialize<LastBackup>(text, JsonSerializerOptions.Web);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Note(StoreEngine store) =>
        OwnerOnly.Replace(
            PlaceOf(store),
            text => text.WriteLine(JsonSerializer.Serialize(this, JsonSerializerOptions.Web))
        );

    private static string PlaceOf(StoreEngine store) =>
        (store.File ?? Path.Combine(store.Folder, "database")) + ".backup";
}
