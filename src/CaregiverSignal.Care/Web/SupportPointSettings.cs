using CaregiverSignal.Configuration;
using CaregiverSignal.People;

namespace CaregiverSignal.Web;

/// <summary>The support point's name, phone number and email address, shown in messages and on pages.</summary>
/// <param name="CallingHours">When the phone is answered, in words, such as "op werkdagen van 9 tot 17 uur"; null if
/// not set.</param>
/// <param name="Language">The default language, also of reasons and the demo.</param>
public sealed record SupportPointSettings(
    string Name,
    string Phone,
    string Email,
    string? CallingHours = null,
    Language Language = Language.Dutch
)
{
    /// <summary>The tags of languages whose texts no reader has checked, separated by blanks: a single text, so that
    /// equal settings compare equal.</summary>
    public string Unchecked { get; init; } = "";

    /// <summary>Whether pages and messages in the current language say that nobody checked them.</summary>
    public bool IsUnchecked => Unchecked.Split(' ').Contains(Languages.Current.Code());

    /// <summary>The language of a caregiver's pages and messages: the one they chose, if the program speaks it. Dutch
    /// uses "je" for anybody under 18.</summary>
    public Language LanguageOf(Caregiver caregiver, DateOnly today) =>
        (Languages.Of(caregiver.Language) ?? Language) is var chosen
        && chosen == Language.Dutch
        && (caregiver.IsYoungOn(today) || Minors.Is(caregiver.Born, today))
            ? Language.YoungDutch
            : chosen;

    /// <summary>Whether name and number are the support point's own: nobody answers the sample number, so no public
    /// page asks people to call it. The demo's number is part of its story.</summary>
    public bool MayBeCalled => Tour is not null || (Name != Defaults.Name && Phone != Defaults.Phone);

    /// <summary>The phone number followed by its hours; no line break splits the number.</summary>
    public string PhoneWithHours => ShownPhone + HoursBehind;

    public string ShownPhone => Unbroken.Numbers(Phone);

    /// <summary>The hours shown after a phone number that is a link.</summary>
    public string HoursBehind => CallingHours is null ? "" : $" {Languages.Isolated($"({CallingHours})")}";

    /// <summary>The page that guides people through a demo, linked at the top of every page; null at a real support
    /// point. It is not a setting.</summary>
    public string? Tour { get; init; }
}
