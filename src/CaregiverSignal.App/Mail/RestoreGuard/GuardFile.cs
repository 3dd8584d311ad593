using System.Text;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// The restore guard: a file beside the data folder, so that a copy of the store does not include it. It records the
/// store's era, how far the store has come, and what was sent.
/// </summary>
/// <remarks>
/// First the lines <c>epoch WORD</c> and <c>seen 2026-03-02T09:00:00.000Z</c>, the latter overwritten in place at each
/// beat; then a line for each mail, <c>2026-03-02T09:00:00.000Z ID</c>. Ids are random and identify nobody. While mail
/// is being sent, lines are synced to the disk once a second and not one by one: each mail already waits for the disk
/// twice. An incomplete line is skipped.
/// </remarks>
public sealed class GuardFile(string path, TimeProvider clock)
{
    /// <summary>How long a line is kept: no mail lives longer in the queue (mail.md 1.7).</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestUnsynced = TimeSpan.FromSeconds(1);
    private const string Epoch = "epoch ";
    private const string Seen = "seen ";
    private const int LongestHead = 200;
    private const string NeverSeen = "-----------------------Z";

    private readonly Lock turn = new();
    private long syncedAt = long.MinValue;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Why the last line could not be written; null when it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>The last mail that was sent since this program started; null before its first.</summary>
    public SentLine? LastSent { get; private set; }

    /// <summary>The default place of the file: <c>data.mailfence</c> beside the folder <c>data</c>.</summary>
    public static string Beside(string folder) =>
        System.IO.Path.GetFullPath(folder).TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".mailfence";

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="StorageException">It cannot be read, or is a file of another kind.</exception>
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
                    ? TypeHandlers.InstantOrNull(second[Seen.Length..])
                    : null;
            return new GuardRecord(first[Epoch.Length..], seen, [.. lines.Skip(1).Select(LineOf).OfType<SentLine>()]);
        });

    /// <summary>Whether much of its content is no longer needed.</summary>
    public bool IsOld(GuardRecord record) =>
        record.Sent is [{ } first, ..] && first.At < clock.GetUtcNow() - Kept - Kept;

    /// <summary>Writes a new file, with those sent mails that are recent enough to matter.</summary>
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
                    text.Write($"{Epoch}{epoch}\n{Seen}{(seen is { } at ? TypeHandlers.Text(at) : NeverSeen)}\n");
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
    /// Goes on in an era that was begun at another node, or by the verb at this one, with what it knows of sent mail.
    /// </summary>
    /// <remarks>Where there is no file it makes none.</remarks>
    /// <exception cref="StorageException">It cannot be read or written.</exception>
    public void Follow(string epoch)
    {
        // No mail is added between.
        lock (turn)
        {
            if (Read() is { } record && record.Epoch != epoch)
                Begin(epoch, seen: null, record.Sent);
        }
    }

    /// <summary>
    /// Records that a mail was sent. A failure is reported in <see cref="Problem"/>, not thrown: the mail has gone
    /// anyway.
    /// </summary>
    /// <remarks>
    /// A missing file is not created here: the next start then finds a store without one, and holds mail.
    /// </remarks>
    public void Add(string id)
    {
        LastSent = new SentLine(clock.GetUtcNow(), id);
        var isWritten = TryChange(() =>
        {
            using var file = Open(Path, FileMode.Append);
            file.Write(Encoding.ASCII.GetBytes(TextOf(LastSent)));
            var now = clock.GetTimestamp();
            var syncs = syncedAt == long.MinValue || clock.GetElapsedTime(syncedAt, now) >= LongestUnsynced;
            if (syncs)
                syncedAt = now;
            file.Flush(flushToDisk: syncs);
        });
        Problem = isWritten ? null : $"{Path} cannot be written";
    }

    /// <summary>
    /// Records how far the store has come; call it after the store itself is updated, so that the file is never ahead
    /// of its store.
    /// </summary>
    /// <remarks>After a failure it is written a minute later.</remarks>
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
            file.Write(Encoding.ASCII.GetBytes(TypeHandlers.Text(at)));
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

    private static string TextOf(SentLine line) => $"{TypeHandlers.Text(line.At)} {line.Id}\n";

    private static SentLine? LineOf(string line) =>
        line.Split(' ') is [var at, { Length: 32 } id]
        && id.All(char.IsAsciiHexDigit)
        && TypeHandlers.InstantOrNull(at) is { } instant
            ? new SentLine(instant, id)
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

/// <summary>The content of the guard file.</summary>
/// <param name="Seen">How far the store had come when it last worked; null before its first beat.</param>
/// <param name="Sent">Oldest first.</param>
public sealed record GuardRecord(string Epoch, DateTimeOffset? Seen, IReadOnlyList<SentLine> Sent);

/// <summary>A mail that the relay accepted.</summary>
public sealed record SentLine(DateTimeOffset At, string Id);
