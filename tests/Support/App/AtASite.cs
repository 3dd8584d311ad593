namespace CaregiverSignal.Tests.Support;

/// <summary>Tests that each have a support point of their own, on a day they name.</summary>
public abstract class AtASite(string day = "2026-01-05", params (string Key, string? Value)[] settings) : IDisposable
{
    protected readonly TestInstallation site = Some.Installation(settings).On(day);

    public void Dispose()
    {
        site.Dispose();
        GC.SuppressFinalize(this);
    }
}
