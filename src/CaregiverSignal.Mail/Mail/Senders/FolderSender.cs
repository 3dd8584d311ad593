using CaregiverSignal.Files;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Puts each message into a folder as <c>{id}.eml</c>, which a mail program can open.</summary>
/// <remarks>
/// The files contain working links, so only their owner can read them, and a folder in which others may add or rename
/// files is refused.
/// </remarks>
/// <param name="durable">False only for mail that can be made again, such as a demo's: its files do not wait for the
/// disk.</param>
/// <param name="nameOf">Another name for the file, without <c>.eml</c>: always the same for a mail, and never that of
/// another. Only for a demo, as a name that identifies the recipient also ends up in listings and copies of the
/// disk.</param>
public sealed class FolderSender(string folder, bool durable = true, Func<OutgoingMail, Task<string>>? nameOf = null)
    : IMailSender,
        IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private bool isOpen;

    public bool RepeatIsHarmless => true;

    public bool IsConnected => isOpen && Guarded(OpenFolder) is null;

    public Task<SendOutcome?> ConnectAsync(CancellationToken stop)
    {
        var trouble = Guarded(OpenFolder);
        isOpen = trouble is null;
        return Task.FromResult(trouble);
    }

    public ValueTask DisposeAsync()
    {
        isOpen = false;
        return ValueTask.CompletedTask;
    }

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var name = nameOf is null ? mail.Id : await nameOf(mail);
        return Guarded(() => OpenFolder() ?? Put(mail, name)) ?? new SendOutcome(SendResult.Sent, "folder");
    }

    private SendOutcome? OpenFolder()
    {
        Files.OwnerOnly.MakeFolder(folder);
        return !OperatingSystem.IsWindows() && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherWrite)
            ? Retry(SendNote.FolderOpenToOthers)
            : null;
    }

    /// <remarks>An id of another form could name a file elsewhere.</remarks>
    private SendOutcome? Put(OutgoingMail mail, string name)
    {
        if (mail.Id.Length != 32 || !mail.Id.All(char.IsAsciiHexDigit))
            return Refused(SendNote.ComposedWrongly);
        var target = Path.Combine(folder, name + ".eml");
        if (File.Exists(target))
            return File.ReadAllBytes(target).AsSpan().SequenceEqual(mail.Bytes) ? null : Refused(SendNote.OtherBytes);

        var draft = target + ".tmp";
        try
        {
            File.Delete(draft);
            Write(draft, mail.Bytes);
            // Overwriting makes it a plain rename, which happens completely or not at all.
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        if (durable)
            Synced.Folder(folder);
        return null;
    }

    private void Write(string draft, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(draft, options);
        file.Write(bytes);
        file.Flush(flushToDisk: durable);
    }

    private static SendOutcome? Guarded(Func<SendOutcome?> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Retry(SendNote.FolderNotWritable);
        }
    }

    private static SendOutcome Retry(SendNote note) => new(SendResult.RelayRefuses, "folder", note);

    private static SendOutcome Refused(SendNote note) => new(SendResult.Refused, "folder", note);
}

/// <summary>The files that <see cref="FolderSender"/> wrote; other files in the folder are not touched.</summary>
public static class SentFiles
{
    private const string Extension = ".eml";

    /// <summary>The files written before an instant.</summary>
    public static IEnumerable<string> OlderThan(string folder, DateTimeOffset before) =>
        !Directory.Exists(folder)
            ? []
            : new DirectoryInfo(folder)
                .EnumerateFiles("*" + Extension)
                .Where(file => file.LastWriteTimeUtc < before && IsOurs(file.Name))
                .Select(file => file.FullName);

    public static string IdOf(string file) => Path.GetFileNameWithoutExtension(file);

    /// <returns>How many there were.</returns>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static int DeleteOf(string folder, IEnumerable<string> ids)
    {
        var there = ids.Select(id => Path.Combine(folder, id + Extension)).Where(File.Exists).ToList();
        there.ForEach(File.Delete);
        return there.Count;
    }

    /// <returns>How many were deleted; one that cannot be is tried again the next day.</returns>
    public static int Delete(IEnumerable<string> files)
    {
        var deleted = 0;
        foreach (var file in files)
        {
            try
            {
                File.Delete(file);
                deleted++;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Nothing depends on it.
            }
        }

        return deleted;
    }

    private static bool IsOurs(string name) =>
        name.Length == 32 + Extension.Length && name[..32].All(char.IsAsciiHexDigit);
}
