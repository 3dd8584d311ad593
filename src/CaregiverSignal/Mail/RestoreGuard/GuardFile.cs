using System.Globalization;
using System.Text;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// The file beside the data folder, so that no copy of the store takes it along: which era the store is in, how far it
/// came, and what was sent.
/// </summary>
/// <remarks>
/// First the lines <c>epoch WORD</c> and <c>seen 2026-03-02T09:00:00.000Z</c>, the latter written over in place at each
/// beat, then a line for each mail, <c>2026-03-02T09:00:00.000Z ID</c>; ids are random and say nothing of anybody.
/// While mail goes out, lines are synced to the disk once a second and not one by one: a mail waits for the disk twice
/// as it is. A line that is not whole is passed over.
/// </remarks>
public sealed class GuardFile(string path, TimeProvider clock)
{
    /// <summary>Nothing lives longer in the queue than this (mail.md 1.7).</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestUnsynced = TimeSpan.FromSeconds(1);
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Epoch = "epoch ";
    private const string Seen = "seen ";
    private const int LongestHead = 200;
    private const string NeverSeen = "-----------------------Z";

    private readonly Lock turn = new();
    private long syncedAt = long.MinValue;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Why the last line could not be written; null when it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Where the file is unless a setting says otherwise: <c>data.mailfence</c> beside the folder <c>data</c>.
    /// </summary>
    public static string Beside(string databasePath) =>
        System
            .IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(databasePath))!
            .TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".mailfence";

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="StorageException">It cannot be read, or is a file of something else.</exception>
    public GuardRecord? Read() =>
        Guarded(() =>
        {
            if (!File.Exists(Path))
                return null;
            var lines = File.ReadAllLines(Path);
            if (lines is not [var first, ..] || !first.StartsWith(Epoch, StringComparison.Ordinal))
                throw new StorageException(
                    $"{Path}: is no file of ours, and is left as it is. Mail:FenceFile must name a file of its own."
                );
            var seen =
                lines is [_, var second, ..] && second.StartsWith(Seen, StringComparison.Ordinal)
                    ? InstantOf(second[Seen.Length..])
                    : null;
            return new GuardRecord(first[Epoch.Length..], seen, [.. lines.Skip(1).Select(LineOf).OfType<SentLine>()]);
        });

    /// <summary>Whether there is much in it that nobody needs any more.</summary>
    public bool IsOld(GuardRecord record) =>
        record.Sent is [{ } first, ..] && first.At < clock.GetUtcNow() - Kept - Kept;

    /// <summary>Writes the file anew, with the mails that are recent enough to matter.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Begin(string epoch, DateTimeOffset? seen, IEnumerable<SentLine> sent) =>
        Guarded<object?>(() =>
        {
            lock (turn)
            {
                var draft = Path + ".tmp";
                using (var file = Open(draft, FileMode.Create))
                using (var text = new StreamWriter(file))
                {
                    text.Write($"{Epoch}{epoch}\n{Seen}{(seen is { } at ? TextOf(at) : NeverSeen)}\n");
                    foreach (var line in sent.Where(line => line.At > clock.GetUtcNow() - Kept))
                        text.Write(TextOf(line));
                    text.Flush();
                    file.Flush(flushToDisk: true);
                }

                File.Move(draft, Path, overwrite: true);
                return null;
            }
        });

    /// <summary>
    /// Writes down that a mail was sent. What cannot be written is told in <see cref="Problem"/>: the mail is gone all
    /// the same.
    /// </summary>
    /// <remarks>
    /// A file that is not there stays so: the next start then finds a store without one, and holds mail.
    /// </remarks>
    public void Add(string id)
    {
        var isWritten = TryChange(() =>
        {
            using var file = Open(Path, FileMode.Append);
            file.Write(Encoding.ASCII.GetBytes(TextOf(new SentLine(clock.GetUtcNow(), id))));
            var now = clock.GetTimestamp();
            var syncs = syncedAt == long.MinValue || clock.GetElapsedTime(syncedAt, now) >= LongestUnsynced;
            if (syncs)
                syncedAt = now;
            file.Flush(flushToDisk: syncs);
        });
        Problem = isWritten ? null : $"{Path} cannot be written";
    }

    /// <summary>
    /// Writes down how far the store has come; after the store has, so that the file is never ahead of the store it
    /// belongs to.
    /// </summary>
    /// <remarks>What cannot be written is written a minute later.</remarks>
    public void MarkSeen(DateTimeOffset at) =>
        TryChange(() =>
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite);
            var head = new byte[LongestHead];
            var text = Encoding.ASCII.GetString(
                head,
                0,
                file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)
            );
            var place = text.IndexOf('\n' + Seen, StringComparison.Ordinal);
            if (place < 0)
                return;
            file.Position = place + 1 + Seen.Length;
            file.Write(Encoding.ASCII.GetBytes(TextOf(at)));
        });

    private bool TryChange(Action change)
    {
        try
        {
            lock (turn)
            {
                if (File.Exists(Path))
                    change();
            }

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string TextOf(SentLine line) => $"{TextOf(line.At)} {line.Id}\n";

    private static string TextOf(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static SentLine? LineOf(string line) =>
        line.Split(' ') is [var at, { Length: 32 } id] && id.All(char.IsAsciiHexDigit) && InstantOf(at) is { } instant
            ? new SentLine(instant, id)
            : null;

    private static DateTimeOffset? InstantOf(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            Instant,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? instant
            : null;

    private T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{Path}: cannot be read and written. It keeps mail from going twice after a restore, and must not lie in the data folder; Mail:FenceFile names another place.",
                error
            );
        }
    }
}

/// <summary>What the file says.</summary>
/// <param name="Seen">How far the store had come when it last worked; null before its first beat.</param>
/// <param name="Sent">Oldest first.</param>
public sealed record GuardRecord(string Epoch, DateTimeOffset? Seen, IReadOnlyList<SentLine> Sent);

/// <summary>A mail that the relay took.</summary>
public sealed record SentLine(DateTimeOffset At, string Id);
