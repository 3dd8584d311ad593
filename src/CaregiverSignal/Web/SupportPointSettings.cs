namespace CaregiverSignal.Web;

/// <summary>The support point's name, phone number and mail address, shown in mails and on pages.</summary>
public sealed record SupportPointSettings(string Name, string Phone, string Email)
{
    /// <summary>
    /// The page that guides people through a demo, linked at the top of every page; null at a real support point. No
    /// setting sets it.
    /// </summary>
    public string? Tour { get; init; }
}
