namespace CaregiverSignal.Cli;

/// <summary>
/// A temporary file for data too large for memory: nobody else can read it, and it is deleted when it is closed.
/// </summary>
internal static class TemporaryFile
{
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(Path.GetTempPath(), "caregiversignal-" + Path.GetRandomFileName());
        var file = new FileStream(path, options);
        // It holds people's answers: without a name the file disappears however the program ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
