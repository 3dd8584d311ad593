using System.Text.Json;
using CaregiverSignal.Files;

namespace CaregiverSignal.Backup;

/// <summary>The newest backup that has the store's content: a file beside the store.</summary>
/// <remarks>
/// Not a row of the store: that would be in no backup, or be in it before the backup is known to be good. A restore
/// writes the file anew, with the backup that it read.
/// </remarks>
public sealed record LastBackup(DateTimeOffset MadeAt, string File, long Bytes)
{
    /// <summary>Two nightly backups that failed (our choice).</summary>
    public static readonly TimeSpan LongestWithout = TimeSpan.FromHours(48);

    /// <summary>Whether a store with people in it was not backed up for too long.</summary>
    /// <remarks>By the machine's clock, as a backup has its time by that. A server has backups of its own.</remarks>
    public static bool IsLacking(Database database) =>
        database.Engine.File is { } file
        && !(TimeProvider.System.GetUtcNow() - Of(file)?.MadeAt <= LongestWithout)
        && database.Read(CaregiverTable.HasAny);

    /// <returns>Null when none was ever made, or the note cannot be read.</returns>
    public static LastBackup? Of(string store)
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

    public void Note(string store) =>
        OwnerOnly.Replace(
            PlaceOf(store),
            text => text.WriteLine(JsonSerializer.Serialize(this, JsonSerializerOptions.Web))
        );

    private static string PlaceOf(string store) => Path.GetFullPath(store) + ".backup";
}
