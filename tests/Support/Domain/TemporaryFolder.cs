namespace CaregiverSignal.Tests;

/// <summary>An empty folder that is gone after the test, with the fence that a store in it has beside it.</summary>
/// <param name="parent">Where it is made; null is the machine's folder for such.</param>
public sealed class TemporaryFolder(string? parent = null) : IDisposable
{
    public string Name { get; } =
        parent is null
            ? Directory.CreateTempSubdirectory("caregiversignal-test-").FullName
            : Directory
                .CreateDirectory(Path.Combine(parent, "caregiversignal-test-" + Path.GetRandomFileName()))
                .FullName;

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string file, string text)
    {
        var path = Path.Combine(Name, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        Directory.Delete(Name, recursive: true);
        File.Delete(Name + ".mailfence");
    }
}
