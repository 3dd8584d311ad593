namespace CaregiverSignal.Tests.Support;

/// <summary>Tests that each have a support point of their own, on a day they name.</summary>
public abstract class AtASite(string day = "2026-01-05", params (string Key, string? Value)[] settings) : IDisposable
{
    protected readonly TestInstallation site = Some.Installation(settings).On(day);

    /// <summary>Goes on by so many days, and does on each of them what is due.</summary>
    protected void Days(int days)
    {
        for (var day = 0; day < days; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            site.RunJobs();
        }
    }

    public void Dispose()
    {
        site.Dispose();
        GC.SuppressFinalize(this);
    }
}
