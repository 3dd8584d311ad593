namespace CaregiverSignal.Web;

/// <summary>The support point's name, phone number and mail address, shown in mails and on pages.</summary>
/// <param name="CallingHours">When the phone is answered, in words, as "op werkdagen van 9 tot 17 uur"; null when
/// nobody said.</param>
public sealed record SupportPointSettings(string Name, string Phone, string Email, string? CallingHours = null)
{
    public string Name { get; private set; } = Name;

    public string Phone { get; private set; } = Phone;

    public string Email { get; private set; } = Email;

    public string? CallingHours { get; private set; } = CallingHours;

    /// <summary>Takes over what another says, for all who hold these while the program runs.</summary>
    public void Become(SupportPointSettings other) =>
        (Name, Phone, Email, CallingHours) = (other.Name, other.Phone, other.Email, other.CallingHours);

    /// <summary>
    /// The phone number with the hours behind it, as people are asked to call it; no line end cuts the number in two.
    /// </summary>
    public string PhoneWithHours => ShownPhone + HoursBehind;

    /// <summary>The number as it stands in sentences.</summary>
    public string ShownPhone => Unbroken.Numbers(Phone);

    /// <summary>What stands behind a phone number that is a link.</summary>
    public string HoursBehind => CallingHours is null ? "" : $" ({CallingHours})";

    /// <summary>
    /// The page that guides people through a demo, linked at the top of every page; null at a real support point. No
    /// setting sets it.
    /// </summary>
    public string? Tour { get; init; }
}
