using System.Security.Cryptography;
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
public sealed class FolderSender(string folder, bool durable = true, Func<OutgoingMail, string>? nameOf = null)
    : IMailSender
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// A mail waits for the disk four times, for two commits, its content and its name: so many share each of those
    /// waits.
    /// </summary>
    private const int ManyAtOnce = 64;

    private readonly SharedWait<Action> disk = new(waiting =>
    {
        if (waiting is [var sync])
            sync();
        else
            Synced.Disk(folder);
    });

    public bool RepeatIsHarmless => true;

    public int AtOnce => durable && OperatingSystem.IsLinux() ? ManyAtOnce : 1;

    /// <remarks>
    /// Calls <paramref name="beforeFinal"/> also when an earlier attempt has left the very same file: the caller's
    /// record then ends like any other.
    /// </remarks>
    /// <exception cref="ArgumentException">The id is not 32 hex digits: it would name a file elsewhere.</exception>
    public Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        if (mail.Id.Length != 32 || !mail.Id.All(char.IsAsciiHexDigit))
            throw new ArgumentException("An outbox id is 32 hex digits.", nameof(mail));
        var target = Path.Combine(folder, (nameOf?.Invoke(mail) ?? mail.Id) + ".eml");
        var draft = target + ".tmp";
        try
        {
            if (Guarded(() => Prepare(mail, target, draft)) is { } failed)
                return Task.FromResult(failed);
            if (stop.IsCancellationRequested)
                return Task.FromResult(Retry(SendScope.Connection, SendNote.Stopped));
            if (!beforeFinal())
                return Task.FromResult(Retry(SendScope.Connection, SendNote.LeaseLost));
            return Task.FromResult(
                Guarded(() => Publish(draft, target)) ?? new SendOutcome(SendResult.Sent, SendScope.Message, "folder")
            );
        }
        finally
        {
            Guarded(() => Discard(draft));
        }
    }

    private SendOutcome? Prepare(OutgoingMail mail, string target, string draft)
    {
        MakeFolder(folder);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherWrite))
            return Retry(SendScope.Account, SendNote.FolderOpenToOthers);
        if (File.Exists(target))
            return IsSame(target, mail.Bytes)
                ? null
                : new SendOutcome(SendResult.NotSentPermanent, SendScope.Message, "folder", Note: SendNote.OtherBytes);
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
            file.Write(mail.Bytes);
        if (durable)
            disk.For(() => Synced.File(draft));
        return null;
    }

    /// <summary>Creates the folder, for its owner only, when it does not exist yet.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static bool IsSame(string target, byte[] bytes) =>
        SHA256.HashData(File.ReadAllBytes(target)).AsSpan().SequenceEqual(SHA256.HashData(bytes));

    private SendOutcome? Publish(string draft, string target)
    {
        // Overwriting makes it a plain rename, which happens completely or not at all.
        if (!File.Exists(target))
            File.Move(draft, target, overwrite: true);
        if (durable)
            disk.For(() => Synced.Folder(folder));
        return null;
    }

    private static SendOutcome? Discard(string draft)
    {
        File.Delete(draft);
        return null;
    }

    private static SendOutcome? Guarded(Func<SendOutcome?> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Retry(SendScope.Account, SendNote.FolderNotWritable);
        }
    }

    private static SendOutcome Retry(SendScope scope, SendNote note) =>
        new(SendResult.NotSentRetry, scope, "folder", Note: note);
}
