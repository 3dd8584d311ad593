namespace CaregiverSignal.Web;

/// <summary>How the support point is called and reached: shown in mails and on pages.</summary>
public sealed record SupportPointSettings(string Name, string Phone, string Email)
{
    /// <summary>
    /// The page that leads through a demo, linked on top of every page; null at a real support point. No setting sets
    /// it.
    /// </summary>
    public string? Tour { get; init; }
}
