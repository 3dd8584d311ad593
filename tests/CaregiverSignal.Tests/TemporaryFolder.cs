namespace CaregiverSignal.Tests;

/// <summary>An empty folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Name { get; } = Directory.CreateTempSubdirectory("caregiversignal-test-").FullName;

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string file, string text)
    {
        var path = Path.Combine(Name, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
