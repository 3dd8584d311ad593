namespace CaregiverSignal.Files;

/// <summary>What there is at a path.</summary>
public enum FileKind
{
    /// <summary>Nothing, or nothing that this account can see.</summary>
    None,
    File,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
}

/// <summary>Looks at what a path leads to without opening it: to open a pipe waits for whoever writes there.</summary>
public static class FileKinds
{
    /// <summary>What the process is given to read, by the name that shells have for it.</summary>
    private const string StandardInput = "/dev/stdin";

    /// <summary>What is there itself: a link is one, wherever it leads.</summary>
    public static FileKind At(string path) =>
        OperatingSystem.IsLinux() ? FileIdentity.KindOf(path, followsLinks: false)
        : new FileInfo(path).LinkTarget is not null ? FileKind.Link
        : Plain(path);

    /// <summary>What it leads to, by however many links.</summary>
    public static FileKind Behind(string path) =>
        OperatingSystem.IsLinux() ? FileIdentity.KindOf(path, followsLinks: true) : Plain(path);

    /// <summary>Opens a file to read; standard input only by its name.</summary>
    /// <exception cref="IOException">Nothing is there, or a pipe, a socket, a device or a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public static FileStream OpenToRead(string path)
    {
        RefuseToRead(path);
        return File.OpenRead(path);
    }

    /// <inheritdoc cref="OpenToRead"/>
    public static byte[] ReadAll(string path)
    {
        RefuseToRead(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Whether it is a file, nothing, or standard input by its name.</summary>
    public static bool IsReadable(string path) =>
        Behind(path) is FileKind.None or FileKind.File || path == StandardInput;

    private static void RefuseToRead(string path)
    {
        if (!IsReadable(path))
            throw new IOException($"it is {InWords(Behind(path))}, and no file.");
    }

    /// <summary>For a sentence: "is a folder".</summary>
    public static string InWords(FileKind kind) => "a " + kind.ToString().ToLowerInvariant();

    private static FileKind Plain(string path) =>
        Directory.Exists(path) ? FileKind.Folder
        : File.Exists(path) ? FileKind.File
        : FileKind.None;
}
