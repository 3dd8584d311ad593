using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Delivery;

/// <summary>Takes in one message from the folder of returned mail; false when none waits.</summary>
/// <remarks>
/// In a maildir it looks in <c>new</c> and moves to <c>cur</c>; in any other folder it looks at the files and moves to
/// <c>read</c>. A message is moved after it was taken in, so one that is read twice is known, and none is lost.
/// </remarks>
/// <param name="folder">Null when returned mail is not read.</param>
public sealed partial class ReadReturns(
    string? folder,
    TakeInReturn takeIn,
    Database database,
    SiteTime time,
    ILogger<ReadReturns> log
)
{
    private static readonly TimeSpan RepliesKept = TimeSpan.FromDays(14);

    /// <summary>As long as a message may still be about a mail.</summary>
    private static readonly TimeSpan UnmatchedKept = TimeSpan.FromDays(30);

    /// <summary>Files that cannot be read or moved would be met again at every turn; a person mends that.</summary>
    private readonly HashSet<string> leftAlone = new(StringComparer.Ordinal);

    /// <summary>A folder full of mail is listed once, not once a message.</summary>
    private Queue<FileInfo> listed = [];
    private bool isMissing;

    public bool RunOne()
    {
        if (listed.Count == 0)
            listed = new Queue<FileInfo>(Waiting());
        if (!listed.TryDequeue(out var file))
            return false;
        try
        {
            if (!File.Exists(file.FullName))
                return true;
            var (bytes, target) = (FirstBytes(file.FullName), TargetOf(file));
            takeIn.Take(bytes);
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

    /// <summary>
    /// Deletes what people wrote back two weeks ago and somebody read, and what was about no mail of ours; false when
    /// there was nothing.
    /// </summary>
    public bool Forget() =>
        database.Write(transaction =>
            DeliveryTable.ForgetReplies(transaction, time.Now - RepliesKept)
            + ReturnTable.ForgetUnmatched(transaction, time.Now - UnmatchedKept)
        ) > 0;

    /// <summary>As much of a message as is ever looked at, and one octet more when there is more.</summary>
    public static byte[] FirstBytes(Stream stream)
    {
        var bytes = new byte[MimeReader.MostBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length];
    }

    private static byte[] FirstBytes(string file)
    {
        using var stream = File.OpenRead(file);
        return FirstBytes(stream);
    }

    /// <summary>Oldest name first.</summary>
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
                && (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) == 0
                && !leftAlone.Contains(file.FullName)
            )
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

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
        Message = "Returned message {File} cannot be read or moved ({Kind}); it is left alone until the next start"
    )]
    private partial void CannotRead(string file, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of returned mail, {Folder}, is not there")]
    private partial void NoFolder(string folder);
}
