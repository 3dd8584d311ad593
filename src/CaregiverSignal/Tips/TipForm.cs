using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Tips;

/// <summary>The form that somebody who worries fills in, with its errors.</summary>
/// <param name="Number">Made with the page, and different each time the page is requested.</param>
public sealed record TipForm(
    string Number,
    string Words,
    string About,
    string Minor,
    string Knows,
    string Name,
    string Phone,
    string Email,
    bool IsAnonymous,
    IReadOnlyList<FormError> Errors
)
{
    public const int LongestWords = 2000;
    public const int LongestAbout = 500;
    private const int LongestLine = 100;

    /// <summary>The fewest digits of a phone number.</summary>
    private const int FewestDigits = 6;

    public static readonly IReadOnlyList<string> Choices = [.. Codes.All<TipAnswer>()];

    private static readonly Texts Texts = Texts.Of(typeof(WorryPage));

    public static TipForm New() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), "", "", "", "", "", "", "", false, []);

    /// <summary>
    /// The fields <c>nummer</c>, <c>zien</c>, <c>wie</c>, <c>jong</c>, <c>weet</c>, <c>naam</c>, <c>telefoon</c>,
    /// <c>mail</c> and <c>onbekend</c>.
    /// </summary>
    public static TipForm Read(IFormCollection form)
    {
        var read = new TipForm(
            form["nummer"].ToString() is { Length: 32 } number ? number : New().Number,
            Typed.Note(form, "zien"),
            Typed.Note(form, "wie"),
            ChoiceOf(form, "jong"),
            ChoiceOf(form, "weet"),
            LineOf(form, "naam"),
            LineOf(form, "telefoon"),
            LineOf(form, "mail"),
            form["onbekend"] == "ja",
            []
        );
        return read with { Errors = [.. read.Faults()] };
    }

    /// <summary>
    /// The key of this form's contents: the same form sent twice has the same key, and one changed letter makes
    /// another.
    /// </summary>
    public string DedupeKey() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\0', Number, Words, About, Minor, Knows, Name, Phone, Email))
            )
        );

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    private IEnumerable<FormError> Faults()
    {
        if (Words.Length == 0)
            yield return new FormError("zien", "zien", Texts["Error.Words"]);
        if (TooLong("zien", Words, LongestWords) is { } words)
            yield return words;
        if (TooLong("wie", About, LongestAbout) is { } about)
            yield return about;
        if (TooLong("naam", Name, LongestLine) is { } name)
            yield return name;
        if (Phone.Length > LongestLine || (Phone.Length > 0 && Phone.Count(char.IsAsciiDigit) < FewestDigits))
            yield return new FormError("telefoon", "telefoon", Texts["Error.Phone"]);
        if (Email.Length > 0 && !Address.TryParse(Email, out _))
            yield return new FormError("mail", "mail", Texts["Error.Email"]);
        var isReachable = Phone.Length + Email.Length > 0;
        if (!isReachable && !IsAnonymous)
            yield return new FormError("onbekend", "telefoon", Texts["Error.Reach"]);
        if ((isReachable || Name.Length > 0) && IsAnonymous)
            yield return new FormError("onbekend", "onbekend", Texts["Error.Both"]);
    }

    private static FormError? TooLong(string field, string text, int longest) =>
        text.Length <= longest
            ? null
            : new FormError(field, field, Texts.Counted("Error.TooLong", text.Length - longest));

    private static string ChoiceOf(IFormCollection form, string field) =>
        Choices.Contains(form[field].ToString()) ? form[field].ToString() : "";

    private static string LineOf(IFormCollection form, string field) =>
        form[field].ToString().ReplaceLineEndings(" ").Trim();
}
