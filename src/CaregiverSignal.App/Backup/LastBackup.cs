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
