namespace CaregiverSignal.Tests.Support;

/// <summary>Tests that each have a support point of their own, on a day they name.</summary>
public abstract class AtASite(string day = "2026-01-05", params (string Key, string? Value)[] settings) : IAsyncLifetime
{
    protected readonly TestInstallation site = Some.Installation(settings).On(day);

    /// <summary>Goes on by so many days, and does on each of them what is due.</summary>
    protected async Task Days(int days)
    {
        for (var day = 0; day < days; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            await site.RunJobs();
        }
    }

    /// <summary>What each test of a class begins with.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        site.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
