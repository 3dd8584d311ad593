using System.Text;
using System.Text.Json;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Export;

/// <summary>
/// The folders that <c>export</c> wrote on this machine: a file beside the restore guard, so that no backup includes
/// it. Erasing somebody goes by it.
/// </summary>
public sealed class ExportList(string guardFile)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>From when <c>check</c> asks whether a folder still serves (our choice).</summary>
    public static readonly TimeSpan Serves = TimeSpan.FromDays(30);

    public string Path { get; } = System.IO.Path.ChangeExtension(System.IO.Path.GetFullPath(guardFile), ".exports");

    /// <summary>
    /// All that are on it; a line that is no line of ours is left out. A folder may be gone, or not be seen by whoever
    /// asks: the packaged service has a <c>/tmp</c> of its own and no home folders.
    /// </summary>
    /// <exception cref="StorageException">The list cannot be read.</exception>
    public IReadOnlyList<WrittenExport> Read() =>
        Guarded(() =>
            System.IO.Path.Exists(Path) ? File.ReadAllLines(Path).Select(ExportOf).OfType<WrittenExport>().ToList() : []
        );

    /// <exception cref="StorageException">The list cannot be written.</exception>
    public void Add(WrittenExport export) =>
        Change(all => [.. all.Where(one => one.Folder != export.Folder && !IsGone(one.Folder)), export]);

    /// <summary>Notes that a folder still has somebody who was erased.</summary>
    public void MarkHoldsErased(IReadOnlyCollection<string> folders) =>
        Change(all => [.. all.Select(one => folders.Contains(one.Folder) ? one with { HoldsErased = true } : one)]);

    /// <summary>Forgets the folders that are gone; only for who sees all of this machine.</summary>
    /// <returns>Those that are still there.</returns>
    public IReadOnlyList<WrittenExport> ForgetGone()
    {
        Change(all => [.. all.Where(one => !IsGone(one.Folder))]);
        return Read();
    }

    /// <summary>Nobody else writes in between; nothing is written where nothing changes.</summary>
    private void Change(Func<IReadOnlyList<WrittenExport>, IReadOnlyList<WrittenExport>> change)
    {
        var before = Read();
        if (change(before).SequenceEqual(before))
            return;
        Guarded(() =>
        {
            using var alone = Hold();
            var text = string.Concat(
                change(Read()).Select(one => JsonSerializer.Serialize(one, JsonSerializerOptions.Web) + "\n")
            );
            OwnerOnly.ReplaceBytes(Path, file => file.Write(Encoding.UTF8.GetBytes(text)));
            Synced.Folder(System.IO.Path.GetDirectoryName(Path)!);
            return true;
        });
    }

    private FileStream Hold()
    {
        using var never = new ManualResetEventSlim();
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return OwnerOnly.Hold(Path + ".lock");
            }
            catch (IOException) when (waited < LongestWait)
            {
                never.Wait(Pause);
            }
        }
    }

    /// <summary>Where it cannot be seen whether a folder is there, it is not gone.</summary>
    private static bool IsGone(string folder)
    {
        try
        {
            return (File.GetAttributes(folder) & FileAttributes.Directory) == 0;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static WrittenExport? ExportOf(string line)
    {
        try
        {
            var export = JsonSerializer.Deserialize<WrittenExport>(line, JsonSerializerOptions.Web);
            return export is not null && System.IO.Path.IsPathFullyQualified(export.Folder ?? "")
                ? export with
                {
                    Folder = System.IO.Path.TrimEndingDirectorySeparator(export.Folder!),
                }
                : null;
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
