namespace CaregiverSignal.Tests.Storage;

/// <summary>Writes that wait for one another, on the connections of a store.</summary>
public sealed class WritersTests : IDisposable, IAsyncLifetime
{
    private Database database = null!;
    private readonly ManualResetEventSlim begun = new();
    private readonly ManualResetEventSlim goOn = new();
    private readonly TemporaryFolder folder = new();

    public async ValueTask InitializeAsync()
    {
        database = await Database.OpenAsync(Path.Combine(folder.Name, "one.db"));
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
        begun.Dispose();
        goOn.Dispose();
    }

    [Fact]
    public async Task What_had_no_turn_in_time_never_runs_and_what_came_after_it_does()
    {
        var fault = new WriteFault();
        using var writers = await Of(fault, TimeSpan.Zero);
        var first = Holding(writers);

        var error = await Assert.ThrowsAsync<StorageException>(() => writers.RunAsync<int>(_ => throw Never()));
        Assert.Has("this one had no turn", error.Message);
        Assert.True(fault.IsLast);
        goOn.Set();

        Assert.Equal(1, await first);
        Assert.Equal(2, await writers.RunAsync(_ => Task.FromResult(2)));
    }

    [Fact]
    public async Task What_waited_runs_in_the_language_of_whoever_asked()
    {
        using var writers = await Of(new WriteFault(), Writer.LongestWait);
        var first = Holding(writers);
        var waiting = Enum.GetValues<Language>()
            .Select(language =>
            {
                using (Languages.Speak(language))
                    return (language, Task: writers.RunAsync(_ => Task.FromResult(Languages.Current)));
            })
            .ToList();

        goOn.Set();

        await first;
        foreach (var (language, task) in waiting)
            Assert.Equal(language, await task);
    }

    [Fact]
    public async Task After_the_last_nothing_is_taken()
    {
        using var writers = await Of(new WriteFault(), Writer.LongestWait);

        writers.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => writers.RunAsync(_ => Task.FromResult(2)));
    }

    private async Task<Writer> Of(WriteFault fault, TimeSpan patience) =>
        new(database.Engine, fault, await database.Engine.OpenWriterAsync()) { Patience = patience };

    /// <summary>A write that has its turn until it may go on.</summary>
    private Task<int> Holding(Writer writers)
    {
        var holding = Task.Run(
            () =>
                writers.RunAsync(_ =>
                {
                    begun.Set();
                    goOn.Wait(Some.Stop);
                    return Task.FromResult(1);
                }),
            Some.Stop
        );
        begun.Wait(Some.Stop);
        return holding;
    }

    private static InvalidOperationException Never() => new("It ran.");
}
