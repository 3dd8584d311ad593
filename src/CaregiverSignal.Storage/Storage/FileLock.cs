using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>An exclusive lock between processes of one account, held by keeping a file open. Other accounts cannot open
/// it.</summary>
public static class FileLock
{
    /// <summary>Takes the lock immediately; null if another process holds it.</summary>
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
