using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>The files of a folder that came through a browser.</summary>
/// <param name="Files">Their bytes, by the names that are read.</param>
/// <param name="Unread">The names of those that are not.</param>
public sealed record UploadedFolder(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Unread)
{
    /// <summary>The most bytes of all files together; a larger folder is for the verb <c>import</c>.</summary>
    public const long MostBytes = 2 * 1024 * 1024;

    /// <summary>
    /// The files as they were chosen, or as the page that checked them carries them on: what is stored is what was
    /// checked, and nothing waits on the disk meanwhile.
    /// </summary>
    /// <returns>Null when there is more than <see cref="MostBytes"/>, or something that the page cannot carry.</returns>
    public static UploadedFolder? Of(IFormCollection form)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in FolderFiles.NamesOfImport)
        {
            if (form[name].ToString() is not { Length: > 0 } carried)
                continue;
            var bytes = new byte[carried.Length];
            if (!Convert.TryFromBase64String(carried, bytes, out var length))
                return null;
            files[name] = bytes[..length];
        }

        if (form.Files.Sum(file => file.Length) > MostBytes)
            return null;
        foreach (var file in form.Files.Where(file => FolderFiles.NamesOfImport.Contains(file.FileName)))
        {
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            files[file.FileName] = bytes.ToArray();
        }

        return files.Values.Sum(bytes => (long)bytes.Length) > MostBytes
            ? null
            : new UploadedFolder(
                files,
                [
                    .. form
                        .Files.Select(file => file.FileName)
                        .Where(name => name.Length > 0 && !FolderFiles.NamesOfImport.Contains(name))
                        .Select(OneLine.Shown),
                ]
            );
    }

    /// <summary>Reads the files through a folder that only this account can open, and deletes it.</summary>
    /// <returns>Null when there are faults.</returns>
    public ImportFolder? Read(Instruments instruments, out IReadOnlyList<Fault> faults)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-import-");
        try
        {
            foreach (var (name, bytes) in Files)
                File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
            var read = FolderReader.Read(folder.FullName, instruments, out faults);
            faults = [.. faults.Select(one => one with { Where = Path.GetFileName(one.Where) })];
            return read;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
