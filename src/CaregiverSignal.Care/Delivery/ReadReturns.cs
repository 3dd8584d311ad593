using System.Security.Cryptography;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Delivery;

/// <summary>Processes one message from the folder of returned mail; false if none waits.</summary>
/// <remarks>In a maildir it reads from <c>new</c> and moves to <c>cur</c>; in any other folder it reads the files and
/// moves them to <c>read</c>. A message is moved after it was processed: none is lost, and one read twice is
/// recognised.</remarks>
public sealed partial class ReadReturns(
    CurrentSettings settings,
    TakeInReturn takeIn,
    Database database,
    SiteTime time,
    ILogger<ReadReturns> log
)
{
    public static readonly TimeSpan RepliesKept = TimeSpan.FromDays(14);

    /// <summary>Null if no returned mail is read.</summary>
    private readonly string? folder = settings.Mail.ReturnsFolder;

    /// <summary>Files that cannot be read or moved, which would fail again each time; a person has to fix
    /// them.</summary>
    private readonly HashSet<string> leftAlone = new(StringComparer.Ordinal);

    /// <summary>The files of a full folder, listed once rather than for every message.</summary>
    private Queue<FileInfo> listed = [];
    private bool isMissing;

    public async Task<bool> RunOneAsync(CancellationToken stop = default)
    {
        if (listed.Count == 0)
            listed = new Queue<FileInfo>(Waiting());
        if (!listed.TryDequeue(out var file))
            return false;
        try
        {
            if (!File.Exists(file.FullName))
                return true;
            var (bytes, target) = (ExcerptOf(file.FullName), TargetOf(file));
            await takeIn.TakeAsync(bytes, stop);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file.FullName, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or UnreadableRowException)
        {
            leftAlone.Add(file.FullName);
            CannotRead(file.Name, error.GetType().Name);
        }

        return true;
    }

    /// <summary>Deletes replies that are two weeks old and were read before today; false if there was nothing to
    /// delete.</summary>
    public async Task<bool> ForgetAsync(CancellationToken stop = default) =>
        await database.WriteAsync(
            transaction => DeliveryTable.ForgetReplies(transaction, time.Now - RepliesKept, time.StartOf(time.Today)),
            stop
        ) > 0;

    /// <summary>Deletes the files of read messages older than an instant.</summary>
    /// <remarks>In a maildir only those marked as seen: a mail server also moves unread ones.</remarks>
    public int DeleteRead(DateTimeOffset before)
    {
        if (folder is null)
            return 0;
        var read = new DirectoryInfo(Path.Combine(folder, IsMaildir ? "cur" : "read"));
        if (!read.Exists)
            return 0;
        var deleted = 0;
        foreach (var file in read.EnumerateFiles().Where(file => file.LastWriteTimeUtc < before && IsRead(file.Name)))
        {
            try
            {
                file.Delete();
                deleted++;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                CannotRead(file.Name, error.GetType().Name);
            }
        }

        return deleted;
    }

    /// <summary>Deletes the files of these messages, in any folder.</summary>
    /// <param name="sha256">The hash of what is read of each.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="IOException">One cannot be read or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">One cannot be read or deleted.</exception>
    public int Delete(IReadOnlyCollection<string> sha256)
    {
        if (folder is null || sha256.Count == 0 || !Directory.Exists(folder))
            return 0;
        var there = new DirectoryInfo(folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(HoldsSomething)
            .Where(file => sha256.Contains(Convert.ToHexStringLower(SHA256.HashData(ExcerptOf(file.FullName)))))
            .ToList();
        there.ForEach(file => file.Delete());
        return there.Count;
    }

    private bool IsRead(string name) =>
        !IsMaildir
        || (name.LastIndexOf(":2,", StringComparison.Ordinal) is var flags and >= 0 && name.IndexOf('S', flags) >= 0);

    private static byte[] ExcerptOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Excerpt.Of(stream);
    }

    /// <summary>Waiting messages, in order of file name.</summary>
    private IEnumerable<FileInfo> Waiting()
    {
        if (folder is null)
            return [];
        var inbox = new DirectoryInfo(IsMaildir ? Path.Combine(folder, "new") : folder);
        if (!inbox.Exists)
        {
            if (!isMissing)
                NoFolder(folder);
            isMissing = true;
            return [];
        }

        isMissing = false;
        return inbox
            .EnumerateFiles()
            .Where(file =>
                file.Name[0] != '.'
                && file.Extension != ".tmp"
                && HoldsSomething(file)
                && !leftAlone.Contains(file.FullName)
            )
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    /// <remarks>A named pipe, a socket and a device have no length; opening a pipe would wait for somebody to write. A
    /// link's target is nobody's message.</remarks>
    private static bool HoldsSomething(FileInfo file) =>
        (file.Attributes & FileAttributes.ReparsePoint) == 0 && file.Length > 0;

    private bool IsMaildir =>
        Directory.Exists(Path.Combine(folder!, "new")) && Directory.Exists(Path.Combine(folder!, "cur"));

    private string TargetOf(FileInfo file) =>
        IsMaildir
            ? Path.Combine(
                folder!,
                "cur",
                file.Name.Contains(":2,", StringComparison.Ordinal) ? file.Name : file.Name + ":2,S"
            )
            : Path.Combine(folder!, "read", file.Name);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Returned message {File} cannot be read, moved or deleted ({Kind}); it is left alone"
    )]
    private partial void CannotRead(string file, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of returned mail, {Folder}, is not there")]
    private partial void NoFolder(string folder);
}
