using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>
/// An exclusive lock between processes of one account: a file that one of them holds open. Other accounts cannot open
/// it.
/// </summary>
public static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How long whoever writes again and again stays away from a lock that another waits for: it looks every pause.
    /// </summary>
    public static readonly TimeSpan LongestLook = 3 * Pause;

    /// <summary>Takes the lock, and waits for it.</summary>
    public static IDisposable Take(string path, TimeSpan longestWait, SqliteFile file)
    {
        if (TryTake(path, file) is { } free)
            return free;
        using var never = new ManualResetEventSlim();
        var sign = TryTake(SignOf(path), file);
        try
        {
            for (var waited = TimeSpan.Zero; waited < longestWait; waited += Pause)
            {
                never.Wait(Pause);
                if (TryTake(path, file) is { } held)
                    return held;
                sign ??= TryTake(SignOf(path), file);
            }
        }
        finally
        {
            sign?.Dispose();
        }

        throw new StorageException(
            $"{file.Path}: another program has been writing for {longestWait.TotalSeconds:0} seconds."
        );
    }

    /// <summary>Whether another process waits for the lock that this one holds.</summary>
    public static bool IsAwaited(string path, SqliteFile file)
    {
        using var sign = TryTake(SignOf(path), file);
        return sign is null;
    }

    /// <summary>A lock of its own, held by the first that waits.</summary>
    private static string SignOf(string path) => path + ".next";

    /// <summary>Takes the lock at once; null when another process holds it.</summary>
    public static IDisposable? TryTake(string path, SqliteFile file)
    {
        try
        {
            return OwnerOnly.Hold(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageException(
                $"{path}: cannot be written. Does the account that runs the program own the folder?",
                error
            );
        }
        catch (IOException error) when (Mount.Of(path) is { IsReadOnly: true })
        {
            throw new StorageException($"{file.Path}: is on a disk that is mounted read-only.", error);
        }
        catch (IOException error)
            when (error is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            return null;
        }
        catch (IOException error)
        {
            throw file.Explain(error);
        }
    }
}
