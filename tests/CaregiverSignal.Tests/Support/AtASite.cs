namespace CaregiverSignal.Tests.Support;

/// <summary>Tests that each have a support point of their own, on a day they name.</summary>
public abstract class AtASite(string day) : IDisposable
{
    protected readonly TestInstallation site = Some.Installation().On(day);

    public void Dispose()
    {
        site.Dispose();
        GC.SuppressFinalize(this);
    }
}
