using System.Globalization;
using System.Text;

namespace CaregiverSignal.Text;

/// <summary>
/// The language in force where this runs: the platform's <see cref="CultureInfo.CurrentUICulture"/>. A page and a mail
/// speak that of who reads them; jobs and verbs that of the support point, whatever the server's own is.
/// </summary>
/// <remarks>
/// Only that is set, never <see cref="CultureInfo.CurrentCulture"/>: what is stored, sent or read by machines is
/// written alike for everybody.
/// </remarks>
public static class Languages
{
    /// <summary>How each writes days and numbers. Arabic has the digits and separators of the others here.</summary>
    private static readonly Dictionary<Language, CultureInfo> cultures = Enum.GetValues<Language>()
        .ToDictionary(language => language, CultureOf);

    /// <summary>First strong isolate: what follows runs as its first letter does.</summary>
    public const char Isolate = '\u2068';

    /// <summary>Pop directional isolate.</summary>
    public const char EndIsolate = '\u2069';

    public static Language Current => Of(CultureInfo.CurrentUICulture.Name) ?? Language.Dutch;

    /// <summary>How the language in force writes days and numbers, and which way it runs.</summary>
    public static CultureInfo Culture => cultures[Current];

    /// <summary>How names stand in order, capitals or not.</summary>
    public static StringComparer Order => StringComparer.Create(Culture, ignoreCase: true);

    /// <summary>The languages to choose from, each once: "je" goes by somebody's age.</summary>
    public static IReadOnlyList<Language> ToChoose { get; } =
    [.. Enum.GetValues<Language>().Where(language => language != Language.YoungDutch)];

    /// <summary>The language of a tag, as <c>en-GB</c>; null where the program does not speak it.</summary>
    public static Language? Of(string? tag) => Codes.Find<Language>(tag) ?? Codes.Find<Language>(tag?.Split('-')[0]);

    /// <summary>English for one with letters that a text message does not have; any other as it is.</summary>
    public static Language InLatin(Language language) => language == Language.Arabic ? Language.English : language;

    /// <summary>That of <see cref="ToChoose"/> in force.</summary>
    public static Language ToRead => Current == Language.YoungDutch ? Language.Dutch : Current;

    /// <summary>The tag for the head of a page or a mail: what a voice that reads it aloud has to know.</summary>
    public static string Tag => ToRead.Code();

    /// <summary>The direction of a page or a mail: <c>rtl</c> or <c>ltr</c>.</summary>
    public static string Direction => RunsFromRight ? "rtl" : "ltr";

    /// <summary>Whether the language in force is written from the right.</summary>
    public static bool RunsFromRight => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft;

    /// <summary>
    /// A name, number or address as it stands between words of the language in force: where these run from the right,
    /// in isolating marks (Unicode Standard Annex 9), which let it run its own way and turn nothing around it.
    /// </summary>
    public static string Isolated(string value) =>
        RunsFromRight && value.Length > 0 ? $"{Isolate}{value}{EndIsolate}" : value;

    /// <summary>The culture by whose name the platform finds the texts of a language.</summary>
    public static CultureInfo OfTexts(Language language) =>
        language == Language.YoungDutch ? young : CultureInfo.GetCultureInfo(language.Code());

    private static readonly CultureInfo young = new YoungCulture();

    /// <summary>Speaks a language until the result is disposed of.</summary>
    public static Spoken Speak(Language language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = OfTexts(language);
        return new Spoken(before);
    }

    /// <summary>What is written in a language.</summary>
    public static T In<T>(Language language, Func<T> write)
    {
        using var _ = Speak(language);
        return write();
    }

    /// <summary>
    /// What every thread speaks that is told nothing else: Dutch, also where the server has another. And it reads the
    /// character sets that mail still comes in, which the platform knows only when told so.
    /// </summary>
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

    /// <summary>As its readers call it.</summary>
    public static string OwnName(this Language language)
    {
        var culture = cultures[language];
        var name = (culture.IsNeutralCulture ? culture : culture.Parent).NativeName;
        return culture.TextInfo.ToUpper(name[0]) + name[1..];
    }

    extension(LocalText text)
    {
        /// <summary>In the language in force.</summary>
        public string Here => text.In(Current);

        /// <summary>Whether the language in force lacks it, so that it is said in Dutch.</summary>
        public bool IsLacking => ToRead != Language.Dutch && text.Here == text.Nl;
    }

    /// <summary>Keeps its whole name, of which a culture of the platform's own keeps <c>nl</c>.</summary>
    private sealed class YoungCulture() : CultureInfo("nl")
    {
        public override string Name => Language.YoungDutch.Code();
    }

    /// <summary>A language that is spoken for a while.</summary>
    public readonly record struct Spoken(CultureInfo Before) : IDisposable
    {
        public void Dispose() => CultureInfo.CurrentUICulture = Before;
    }
}
