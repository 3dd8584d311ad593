namespace CaregiverSignal.Text;

/// <summary>A language that the program speaks; its code is the tag (RFC 5646) of its files, pages and mails.</summary>
public enum Language
{
    [Code("nl")]
    Dutch,

    /// <summary>Dutch to who is 16 or 17: "je" and not "u".</summary>
    [Code("nl-x-je")]
    YoungDutch,

    [Code("en")]
    English,

    [Code("tr")]
    Turkish,

    [Code("ar")]
    Arabic,

    [Code("pl")]
    Polish,
}
