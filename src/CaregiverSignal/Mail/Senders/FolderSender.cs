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
    /// waits (docs/adr/0060).
    /// </summary>
    private const int ManyTogether = 64;

    public bool RepeatIsHarmless => true;

    /// <remarks>Only Linux can wait for the content of several files at once.</remarks>
    public int MostTogether => durable && OperatingSystem.IsLinux() ? ManyTogether : 1;

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop) =>
        (
            await SendTogetherAsync(
                [mail],
                ids => beforeFinal() ? ids.ToHashSet(StringComparer.Ordinal) : new HashSet<string>(),
                stop
            )
        )[0];

    /// <remarks>
    /// Calls <paramref name="beforeFinal"/> also when an earlier attempt has left the very same file: the caller's
    /// record then ends like any other.
    /// </remarks>
    public Task<IReadOnlyList<SendOutcome>> SendTogetherAsync(
        IReadOnlyList<OutgoingMail> mails,
        Func<IReadOnlyList<string>, IReadOnlySet<string>> beforeFinal,
        CancellationToken stop
    )
    {
        var files = mails.Select(mail => new MailFile(mail, TargetOf(mail))).ToList();
        try
        {
            Send(files, beforeFinal, stop);
            return Task.FromResult<IReadOnlyList<SendOutcome>>([
                .. files.Select(one => one.Outcome ?? new SendOutcome(SendResult.Sent, SendScope.Message, "folder")),
            ]);
        }
        finally
        {
            foreach (var one in files.Where(one => one.IsDrafted))
                Guarded(() => Discard(one.Draft));
        }
    }

    /// <summary>
    /// All contents are on the disk before the first file gets its name, and all names before any mail counts as sent.
    /// </summary>
    private void Send(
        List<MailFile> files,
        Func<IReadOnlyList<string>, IReadOnlySet<string>> beforeFinal,
        CancellationToken stop
    )
    {
        foreach (var one in files)
            one.Outcome = Guarded(() => Prepare(one));
        EndOthers(files, Guarded(() => SyncContents(files)));
        if (stop.IsCancellationRequested)
            EndOthers(files, Retry(SendScope.Connection, SendNote.Stopped));
        var ready = files.Where(one => one.Outcome is null).ToList();
        if (ready.Count == 0)
            return;
        var may = beforeFinal([.. ready.Select(one => one.Mail.Id)]);
        foreach (var one in ready)
            one.Outcome = may.Contains(one.Mail.Id)
                ? Guarded(() => Publish(one))
                : Retry(SendScope.Connection, SendNote.LeaseLost);
        EndOthers(files, Guarded(() => SyncNames(files)));
    }

    private static void EndOthers(List<MailFile> files, SendOutcome? outcome) =>
        files.ForEach(one => one.Outcome ??= outcome);

    /// <remarks>An id of another form could name a file elsewhere.</remarks>
    private string? TargetOf(OutgoingMail mail) =>
        mail.Id.Length == 32 && mail.Id.All(char.IsAsciiHexDigit)
            ? Path.Combine(folder, (nameOf?.Invoke(mail) ?? mail.Id) + ".eml")
            : null;

    private SendOutcome? Prepare(MailFile one)
    {
        if (one.Target is not { } target)
            return Refused(SendNote.ComposedWrongly);
        Files.OwnerOnly.MakeFolder(folder);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherWrite))
            return Retry(SendScope.Account, SendNote.FolderOpenToOthers);
        if (File.Exists(target))
            return IsSame(target, one.Mail.Bytes) ? null : Refused(SendNote.OtherBytes);
        one.IsDrafted = true;
        File.Delete(one.Draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(one.Draft, options);
        file.Write(one.Mail.Bytes);
        return null;
    }

    private SendOutcome? SyncContents(List<MailFile> files)
    {
        var drafts = files.Where(one => one.IsDrafted && one.Outcome is null).ToList();
        if (!durable || drafts.Count == 0)
            return null;
        if (drafts is [var alone])
            Synced.File(alone.Draft);
        else
            Synced.Disk(folder);
        return null;
    }

    private SendOutcome? SyncNames(List<MailFile> files)
    {
        if (durable && files.Exists(one => one.Outcome is null))
            Synced.Folder(folder);
        return null;
    }

    private static bool IsSame(string target, byte[] bytes) =>
        SHA256.HashData(File.ReadAllBytes(target)).AsSpan().SequenceEqual(SHA256.HashData(bytes));

    private static SendOutcome? Publish(MailFile one)
    {
        // Overwriting makes it a plain rename, which happens completely or not at all.
        if (one.IsDrafted)
            File.Move(one.Draft, one.Target!, overwrite: true);
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

    private static SendOutcome Refused(SendNote note) =>
        new(SendResult.NotSentPermanent, SendScope.Message, "folder", Note: note);

    /// <param name="Target">Null where the mail's id could name a file elsewhere.</param>
    private sealed record MailFile(OutgoingMail Mail, string? Target)
    {
        public string Draft => Target + ".tmp";

        /// <summary>Whether it has no file of an earlier attempt, so that a draft is to become one.</summary>
        public bool IsDrafted { get; set; }

        /// <summary>What became of it; null as long as all is well.</summary>
        public SendOutcome? Outcome { get; set; }
    }
}
