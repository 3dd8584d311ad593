using CaregiverSignal.Files;

namespace CaregiverSignal.Mail.Senders;

/// <summary>Writes each message to a folder as <c>{id}.eml</c>, which mail programs can open.</summary>
/// <remarks>The files contain working links: only their owner can read them, and a folder in which others can add or
/// rename files is refused.</remarks>
/// <param name="durable">False only for messages that can be recreated, such as a demo's: files are not flushed to the
/// disk.</param>
/// <param name="nameOf">An alternative file name without <c>.eml</c>, stable and unique per message. Only for a demo,
/// as a name that identifies the recipient ends up in listings and copies.</param>
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

    /// <remarks>A malformed id could name a file elsewhere.</remarks>
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
            // Overwriting makes it a plain rename, which is atomic.
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

/// <summary>Files written by <see cref="FolderSender"/>; other files in the folder are left alone.</summary>
internal static class SentFiles
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

    /// <returns>How many were deleted; failures are retried the next day.</returns>
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
