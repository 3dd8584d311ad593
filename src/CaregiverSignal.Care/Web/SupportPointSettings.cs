using CaregiverSignal.Configuration;
using CaregiverSignal.People;

namespace CaregiverSignal.Web;

/// <summary>The support point's name, phone number and mail address, shown in mails and on pages.</summary>
/// <param name="CallingHours">When the phone is answered, in words, as "op werkdagen van 9 tot 17 uur"; null when
/// nobody said.</param>
/// <param name="Language">In which reasons, the demo and who chose none are written to.</param>
public sealed record SupportPointSettings(
    string Name,
    string Phone,
    string Email,
    string? CallingHours = null,
    Language Language = Language.Dutch
)
{
    /// <summary>The tags of languages in which nobody who reads them checked the texts yet, with blanks between: one
    /// text, by which settings that say the same are equal.</summary>
    public string Unchecked { get; init; } = "";

    /// <summary>Whether pages and mails in the language in force say that nobody checked them.</summary>
    public bool IsUnchecked => Unchecked.Split(' ').Contains(Languages.Current.Code());

    /// <summary>In which a caregiver reads pages and mails: what was chosen, where the program speaks it; Dutch says
    /// "je" to who is under 18.</summary>
    public Language LanguageOf(Caregiver caregiver, DateOnly today) =>
        (Languages.Of(caregiver.Language) ?? Language) is var chosen
        && chosen == Language.Dutch
        && (caregiver.IsYoungOn(today) || Minors.Is(caregiver.Born, today))
            ? Language.YoungDutch
            : chosen;

    /// <summary>Whether name and number are its own: nobody answers the sample, so no public page asks to call it. That
    /// of the demo is part of the story.</summary>
    public bool MayBeCalled => Tour is not null || (Name != Defaults.Name && Phone != Defaults.Phone);

    /// <summary>The phone number with the hours behind it, as people are asked to call it; no line end cuts the number
    /// in two.</summary>
    public string PhoneWithHours => ShownPhone + HoursBehind;

    /// <summary>The number as it stands in sentences.</summary>
    public string ShownPhone => Unbroken.Numbers(Phone);

    /// <summary>What stands behind a phone number that is a link.</summary>
    public string HoursBehind => CallingHours is null ? "" : $" {Languages.Isolated($"({CallingHours})")}";

    /// <summary>The page that guides people through a demo, linked at the top of every page; null at a real support
    /// point. No setting sets it.</summary>
    public string? Tour { get; init; }
}
