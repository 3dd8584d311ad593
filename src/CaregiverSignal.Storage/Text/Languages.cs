using System.Globalization;
using System.Text;

namespace CaregiverSignal.Text;

/// <summary>The current language: <see cref="CultureInfo.CurrentUICulture"/>. Pages and messages use their reader's
/// language; jobs and verbs the support point's, whatever the server's is.</summary>
/// <remarks><see cref="CultureInfo.CurrentCulture"/> is never set: what machines read is the same in every
/// language.</remarks>
public static class Languages
{
    /// <summary>How each language writes days and numbers. Arabic uses the same digits and separators as the
    /// others.</summary>
    private static readonly Dictionary<Language, CultureInfo> cultures = Enum.GetValues<Language>()
        .ToDictionary(language => language, CultureOf);

    /// <summary>First strong isolate: the direction of what follows depends on its first letter.</summary>
    public const char Isolate = '\u2068';

    /// <summary>Pop directional isolate.</summary>
    public const char EndIsolate = '\u2069';

    public static Language Current => Of(CultureInfo.CurrentUICulture.Name) ?? Language.Dutch;

    /// <summary>The current language's days, numbers and direction.</summary>
    public static CultureInfo Culture => cultures[Current];

    /// <summary>Sorts names, ignoring case.</summary>
    public static StringComparer Order => StringComparer.Create(Culture, ignoreCase: true);

    /// <summary>The languages to choose from; the informal form is not one, as it depends on age.</summary>
    public static IReadOnlyList<Language> ToChoose { get; } =
    [.. Enum.GetValues<Language>().Where(language => language != Language.YoungDutch)];

    /// <summary>The language of a tag such as <c>en-GB</c>; null if unsupported.</summary>
    public static Language? Of(string? tag) => Codes.Find<Language>(tag) ?? Codes.Find<Language>(tag?.Split('-')[0]);

    /// <summary>English for a language whose letters a text message lacks; any other unchanged.</summary>
    public static Language InLatin(Language language) => language == Language.Arabic ? Language.English : language;

    /// <summary>The current language among <see cref="ToChoose"/>.</summary>
    public static Language ToRead => Current == Language.YoungDutch ? Language.Dutch : Current;

    /// <summary>The language tag of a page or message, which screen readers need.</summary>
    public static string Tag => ToRead.Code();

    /// <summary>The direction of a page or message: <c>rtl</c> or <c>ltr</c>.</summary>
    public static string Direction => RunsFromRight ? "rtl" : "ltr";

    /// <summary>Whether the current language is written from right to left.</summary>
    public static bool RunsFromRight => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft;

    /// <summary>A name, number or address within a sentence: in a right-to-left language it is wrapped in isolating
    /// marks (Unicode Standard Annex 9), so that it keeps its own direction.</summary>
    public static string Isolated(string value) =>
        RunsFromRight && value.Length > 0 ? $"{Isolate}{value}{EndIsolate}" : value;

    /// <summary>The culture whose name selects a language's resources.</summary>
    public static CultureInfo OfTexts(Language language) =>
        language == Language.YoungDutch ? young : CultureInfo.GetCultureInfo(language.Code());

    private static readonly CultureInfo young = new YoungCulture();

    /// <summary>Switches to a language until the result is disposed.</summary>
    public static Spoken Speak(Language language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = OfTexts(language);
        return new Spoken(before);
    }

    /// <summary>Runs a function in a language.</summary>
    public static T In<T>(Language language, Func<T> write)
    {
        using var _ = Speak(language);
        return write();
    }

    /// <summary>Makes Dutch the default for every thread, whatever the server's language; and registers the legacy
    /// character sets that messages still use.</summary>
    public static void BeginInDutch()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo(
            Language.Dutch.Code()
        );
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
    }

    private static CultureInfo CultureOf(Language language)
    {
        if (language is Language.Dutch or Language.YoungDutch)
            return CultureInfo.GetCultureInfo("nl-NL");
        var culture = CultureInfo.GetCultureInfo(language.Code());
        if (language == Language.Arabic)
        {
            culture = (CultureInfo)culture.Clone();
            culture.NumberFormat = CultureInfo.GetCultureInfo("nl-NL").NumberFormat;
        }

        return CultureInfo.ReadOnly(culture);
    }

    /// <summary>The language's own name.</summary>
    public static string OwnName(this Language language)
    {
        var culture = cultures[language];
        var name = (culture.IsNeutralCulture ? culture : culture.Parent).NativeName;
        return culture.TextInfo.ToUpper(name[0]) + name[1..];
    }

    extension(LocalText text)
    {
        /// <summary>In the current language.</summary>
        public string Here => text.In(Current);

        /// <summary>Whether the text is missing in the current language, so that Dutch is shown.</summary>
        public bool IsLacking => ToRead != Language.Dutch && text.Here == text.Nl;
    }

    /// <summary>Keeps its full name, which the platform would shorten to <c>nl</c>.</summary>
    private sealed class YoungCulture() : CultureInfo("nl")
    {
        public override string Name => Language.YoungDutch.Code();
    }

    /// <summary>Restores the previous language when disposed.</summary>
    public readonly record struct Spoken(CultureInfo Before) : IDisposable
    {
        public void Dispose() => CultureInfo.CurrentUICulture = Before;
    }
}
