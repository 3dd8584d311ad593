namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// Counts what happens to the files of a folder, so that a test can act in the middle of it without a clock.
/// </summary>
internal sealed class FileEvents : IDisposable
{
    private readonly FileSystemWatcher watcher;
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int wanted;
    private int seen;

    public FileEvents(string folder, int wanted)
    {
        this.wanted = wanted;
        watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter =
                NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            InternalBufferSize = 64 * 1024,
        };
        watcher.Created += (_, _) => Count();
        watcher.Changed += (_, _) => Count();
        watcher.Renamed += (_, _) => Count();
        watcher.Deleted += (_, _) => Count();
        watcher.EnableRaisingEvents = true;
    }

    public int Seen => Volatile.Read(ref seen);

    /// <summary>Completes at the event that was asked for.</summary>
    public Task Reached => reached.Task;

    public void Dispose() => watcher.Dispose();

    /// <summary>What an undisturbed run does to its files, as a measure for where to end the others.</summary>
    public static async Task<int> CountAsync(ProgramFolder folder, params string[] command)
    {
        using var watched = new FileEvents(folder.Data, int.MaxValue);
        await folder.RunAsync(command);
        return watched.Seen;
    }

    /// <returns>False when the program had ended before that event came.</returns>
    public static async Task<bool> KillAsync(ProgramFolder folder, int atEvent, params string[] command)
    {
        using var watched = new FileEvents(folder.Data, atEvent);
        using var program = folder.Start(command);
        var ended = program.EndAsync();
        await Task.WhenAny(watched.Reached, ended);
        if (ended.IsCompleted)
            return false;
        program.Kill();
        return true;
    }

    private void Count()
    {
        if (Interlocked.Increment(ref seen) == wanted)
            reached.TrySetResult();
    }
}
