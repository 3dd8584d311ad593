namespace CaregiverSignal.Files;

/// <summary>The kind of thing at a path.</summary>
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

/// <summary>Looks at a path without opening it: opening a pipe would block until somebody writes to it.</summary>
public static class FileKinds
{
    /// <summary>Standard input, by its usual name.</summary>
    private const string StandardInput = "/dev/stdin";

    /// <summary>The thing itself: a link counts as a link.</summary>
    public static FileKind At(string path) =>
        OperatingSystem.IsLinux() ? FileIdentity.KindOf(path, followsLinks: false)
        : new FileInfo(path).LinkTarget is not null ? FileKind.Link
        : Plain(path);

    /// <summary>The thing after following all links.</summary>
    public static FileKind Behind(string path) =>
        OperatingSystem.IsLinux() ? FileIdentity.KindOf(path, followsLinks: true) : Plain(path);

    /// <summary>Opens a regular file, or standard input by its name, for reading.</summary>
    /// <exception cref="IOException">It does not exist, or is a pipe, socket, device or folder.</exception>
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
