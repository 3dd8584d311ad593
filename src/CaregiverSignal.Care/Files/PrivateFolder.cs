using System.Globalization;
using System.Text;

namespace CaregiverSignal.Files;

/// <summary>A folder that only its owner can read, written completely or not at all: it is filled under another name
/// beside it and then renamed.</summary>
public sealed class PrivateFolder
{
    private readonly string half;

    private PrivateFolder(string half) => this.half = half;

    /// <param name="path">A path that does not exist yet, or an empty folder.</param>
    /// <returns>False, with the fault reported, if the folder cannot be made; then nothing of it is left.</returns>
    public static async Task<bool> MakeAsync(
        string path,
        TextWriter error,
        Func<PrivateFolder, Task> fill,
        CancellationToken stop = default
    )
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        // A separate name for each writing process, so that none removes another's folder.
        var half = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        if (Unfinished(path) is { } problem)
        {
            error.WriteLine(problem);
            return false;
        }

        try
        {
            return await TableFile.TryAsync(
                path,
                error,
                async () =>
                {
                    OwnerOnly.MakeFolder(half);
                    await fill(new PrivateFolder(half));
                    if (Directory.Exists(path))
                        Directory.Delete(path);
                    Directory.Move(half, path);
                },
                stop
            );
        }
        finally
        {
            if (Directory.Exists(half))
                Directory.Delete(half, recursive: true);
        }
    }

    public StreamWriter Open(string name) =>
        new(OwnerOnly.Create(Path.Combine(half, name)), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            NewLine = "\n",
        };

    public void Write(string name, byte[] bytes)
    {
        using var file = OwnerOnly.Create(Path.Combine(half, name));
        file.Write(bytes);
    }

    private static Fault? Unfinished(string path)
    {
        var beside = Path.GetDirectoryName(path);
        var half = Directory.Exists(beside)
            ? Directory.EnumerateFileSystemEntries(beside, Path.GetFileName(path) + ".*.part").FirstOrDefault()
            : null;
        return half is null
            ? null
            : new Fault(
                half,
                "",
                "is there: another export is writing it, or one was broken off; then remove it first"
            );
    }
}
