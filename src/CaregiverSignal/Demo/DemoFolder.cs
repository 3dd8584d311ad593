using CaregiverSignal.Files;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Demo;

/// <summary>The folder of one demo. We replace our files in it only if a marker file shows that it is ours.</summary>
public sealed class DemoFolder : IDisposable
{
    private const string Marker = ".caregiversignal-demo";
    private static readonly string[] Folders = ["mail", "keys"];
    private static readonly string[] Files = ["caregiversignal.db", "caregiversignal.db-wal", "caregiversignal.db-shm"];

    private readonly IDisposable running;

    private DemoFolder(string path, IDisposable running) => (FullName, this.running) = (path, running);

    public string FullName { get; }

    public string Database => Of(Files[0]);

    public string Mail => Of(Folders[0]);

    public string Of(string name) => Path.Combine(FullName, name);

    /// <summary>Takes a new or empty folder, or clears one of an earlier demo; leaves any other alone.</summary>
    /// <returns>The folder, locked against our other processes until disposed; null if unusable.</returns>
    public static DemoFolder? Take(string path, out Fault? fault)
    {
        try
        {
            var folder = Path.GetFullPath(path);
            var isOurs = File.Exists(Path.Combine(folder, Marker));
            var problem =
                Directory.Exists(folder) && !isOurs && Directory.EnumerateFileSystemEntries(folder).Any()
                    ? "is not empty and was not made by a demo, so it is left as it is; give a folder that is empty or not there yet"
                    : null;
            fault = problem is null ? null : new Fault("--dir", path, problem);
            return problem is null ? Begin(folder, path, out fault) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException)
        {
            fault = new Fault("--dir", path, $"cannot be used: {error.Message}");
            return null;
        }
    }

    public void Dispose() => running.Dispose();

    private static DemoFolder? Begin(string folder, string path, out Fault? fault)
    {
        OwnerOnly.MakeFolder(folder);
        File.WriteAllText(
            Path.Combine(folder, Marker),
            "Made by caregiversignal demo. The next demo in this folder replaces the database and the mail.\n"
        );
        var file = new SqliteFile(Path.Combine(folder, Files[0]));
        fault = null;
        if (FileLock.TryTake(file.Path + ".running", file) is { } running)
        {
            Clear(folder);
            return new DemoFolder(folder, running);
        }

        fault = new Fault("--dir", path, "is in use by another demo or service; stop that first");
        return null;
    }

    private static void Clear(string folder)
    {
        foreach (var name in Folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
            Directory.Delete(name, recursive: true);
        foreach (var name in Files)
            File.Delete(Path.Combine(folder, name));
        // It belongs to the previous database: the new one would be taken for a copy, and send nothing.
        File.Delete(GuardFile.Of(folder));
    }
}
