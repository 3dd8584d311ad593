using System.Text.Json;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Export;

/// <summary>
/// The folders that <c>export</c> wrote on this machine and that are still there: a file beside the restore guard, so
/// that no backup includes it. Erasing somebody goes by it (docs/adr/0076).
/// </summary>
public sealed class ExportList(string guardFile)
{
    /// <summary>From when <c>check</c> asks whether a folder still serves (our choice).</summary>
    public static readonly TimeSpan Serves = TimeSpan.FromDays(30);

    public string Path { get; } = System.IO.Path.ChangeExtension(System.IO.Path.GetFullPath(guardFile), ".exports");

    /// <summary>Those that are still there; a line that is no line of ours is left out.</summary>
    /// <exception cref="StorageException">The list cannot be read.</exception>
    public IReadOnlyList<WrittenExport> Read() =>
        Guarded(() =>
            File.Exists(Path)
                ? File.ReadAllLines(Path)
                    .Select(ExportOf)
                    .OfType<WrittenExport>()
                    .Where(one => Directory.Exists(one.Folder))
                    .ToList()
                : []
        );

    /// <exception cref="StorageException">The list cannot be written.</exception>
    public void Add(WrittenExport export) => Write([.. Read().Where(one => one.Folder != export.Folder), export]);

    /// <summary>Notes that a folder still has somebody who was erased.</summary>
    public void MarkHoldsErased(IReadOnlyCollection<string> folders)
    {
        var before = Read();
        List<WrittenExport> after =
        [
            .. before.Select(one => folders.Contains(one.Folder) ? one with { HoldsErased = true } : one),
        ];
        if (!after.SequenceEqual(before))
            Write(after);
    }

    private void Write(IReadOnlyList<WrittenExport> exports) =>
        Guarded(() =>
        {
            OwnerOnly.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
            OwnerOnly.Replace(
                Path,
                text =>
                {
                    foreach (var one in exports)
                        text.WriteLine(JsonSerializer.Serialize(one, JsonSerializerOptions.Web));
                }
            );
            Synced.File(Path);
            return true;
        });

    private static WrittenExport? ExportOf(string line)
    {
        try
        {
            var export = JsonSerializer.Deserialize<WrittenExport>(line, JsonSerializerOptions.Web);
            return export?.Folder is null ? null : export;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Path}: cannot be read or written.", error);
        }
    }
}

/// <param name="OfOne">It is about one person, and has all that is stored about them.</param>
/// <param name="HoldsErased">Somebody was erased of whom something may still be in it.</param>
public sealed record WrittenExport(DateTimeOffset MadeAt, string Folder, bool OfOne, bool HoldsErased = false);
