using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

public sealed record UploadedFolder(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Unread)
{
    /// <summary>The most bytes of all files together; a larger folder is for the verb <c>import</c>.</summary>
    public const long MostBytes = 2 * 1024 * 1024;

    /// <summary>Reads the files through a folder that only this account can open, and deletes it.</summary>
    /// <returns>Null if there are faults.</returns>
    public ImportFolder? Read(Instruments instruments, out IReadOnlyList<Fault> faults)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-import-");
        try
        {
            foreach (var (name, bytes) in Files)
                File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
            var read = FolderReader.Read(folder.FullName, instruments, out faults);
            faults = [.. faults.Select(fault => fault with { Where = Path.GetFileName(fault.Where) })];
            return read;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
