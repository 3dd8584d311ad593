namespace CaregiverSignal.Cli;

/// <summary>
/// A file to lay something in for a while that the memory should not hold: nobody else can read it, and it is gone when
/// it is closed.
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
        // Answers of people: with its name gone the file is too, however the program ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
