using System.Text;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Answers.Form;

/// <summary>The answers on the last page: own words, and whether to phone.</summary>
/// <param name="CallMe">Null when nothing was chosen.</param>
public sealed record LastAnswers(string Words, CallWish? CallMe)
{
    /// <summary>The most characters of own words: our choice, about two pages of text.</summary>
    public const int Longest = 4000;

    private static readonly Texts Texts = Texts.Of(typeof(LastPage));

    public int TooMany => Math.Max(0, Words.Length - Longest);

    public string? Error => Typed.TooLong(Words, nameof(Words), Longest)?.Text;

    /// <summary>
    /// The own words of a check-in with these: the earlier ones when there are none now; words that the support point
    /// typed in before are kept below them.
    /// </summary>
    public string? MergedWords(CheckIn checkIn) =>
        (Words.Length > 0, checkIn) switch
        {
            (false, _) => checkIn.OwnWords,
            (_, { OwnWords: { } earlier, WordsBy: not (null or "caregiver") }) =>
                $"{Words}\n\n{Texts["WrittenDown"]}\n{earlier}",
            _ => Words,
        };

    /// <summary>Whether a check-in has these words; none never differ.</summary>
    public bool HasWordsIn(CheckIn checkIn) =>
        Words.Length == 0
        || checkIn.OwnWords == Words
        || checkIn.OwnWords?.StartsWith($"{Words}\n\n{Texts["WrittenDown"]}\n", StringComparison.Ordinal) == true;

    /// <param name="beside">The questions that stand on the same page.</param>
    /// <exception cref="BadHttpRequestException">The page does not have such a field or value.</exception>
    public static LastAnswers Read(IFormCollection form, IReadOnlyList<FormPage>? beside = null)
    {
        if (
            form.Keys.Any(name =>
                name is not ("echt" or "woorden" or "bellen" or HelpFields.Field or HelpFields.About)
                && !CallWhen.Fields.Contains(name)
                && !(
                    beside is not null
                    && (name is FormPage.Button or Haste.Field or "beeld" || beside.Any(page => page.Has(name)))
                )
            )
        )
            throw new BadHttpRequestException("A field that this page does not have.");
        var chosen = form["bellen"].ToString();
        var callMe = Codes.Find<CallWish>(chosen);
        if (callMe is null && chosen.Length > 0)
            throw new BadHttpRequestException("An answer that this question does not have.");
        return new LastAnswers(Clean(form["woorden"].ToString()), callMe);
    }

    /// <summary>The text with one kind of line end and without invisible characters.</summary>
    public static string Clean(string text) =>
        string.Concat(
            text.Replace("\r\n", "\n", StringComparison.Ordinal)
                .Trim()
                .EnumerateRunes()
                .Where(rune =>
                    rune.Value is '\n' or '\t'
                    || Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Control
                )
                .Select(rune => rune.ToString())
        );
}
