using System.Globalization;
using System.Text;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Forms;

/// <summary>The content of a page that ends a check-in: answers, own words, whether and when to phone, and whether help
/// helps.</summary>
/// <param name="Answers">Empty on the last page of the form, which has no questions.</param>
/// <param name="CallMe">Null if nothing was chosen.</param>
/// <param name="Helped">Null if it was not asked or not answered.</param>
/// <param name="WrittenDown">The line above words that the support point typed in before.</param>
/// <param name="IsHasty">Whether it was sent sooner than a person could read a page that a link opened with an answer
/// chosen.</param>
public sealed record PageAnswers(
    IReadOnlyList<ItemAnswer> Answers,
    string Words,
    CallWish? CallMe,
    CallTime When,
    HelpAnswer? Helped,
    string WrittenDown,
    bool IsHasty = false
)
{
    /// <summary>The most characters of own words: our choice, about two pages of text.</summary>
    public const int Longest = 4000;

    public static PageAnswers None { get; } = new([], "", null, new CallTime(), null, "");

    /// <summary>Why the words cannot be stored; null if they can.</summary>
    public string? Error => Typed.TooLong(Words, Longest);

    /// <summary>A check-in's own words with these: the earlier ones if there are none now; words typed in by the
    /// support point before are kept below them.</summary>
    public string? MergedWords(CheckIn checkIn) =>
        (Words.Length > 0, checkIn) switch
        {
            (false, _) => checkIn.OwnWords,
            (_, { OwnWords: { } earlier, WordsBy: not (null or "caregiver") }) =>
                $"{Words}\n\n{WrittenDown}\n{earlier}",
            _ => Words,
        };

    /// <summary>Whether a check-in has these words; no words never differ.</summary>
    public bool HasWordsIn(CheckIn checkIn) =>
        Words.Length == 0
        || checkIn.OwnWords == Words
        || checkIn.OwnWords?.StartsWith($"{Words}\n\n{WrittenDown}\n", StringComparison.Ordinal) == true;

    /// <summary>The text with one kind of line end and without invisible characters.</summary>
    public static string Clean(string text) =>
        string.Concat(
            text.Replace("\r\n", "\n", StringComparison.Ordinal)
                .Trim()
                .EnumerateRunes()
                .Where(rune =>
                    rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control
                )
                .Select(rune => rune.ToString())
        );

    /// <summary>Why the one page cannot be sent; null if it can. A "not now" alone says nothing.</summary>
    public string? Fault =>
        Error is not null ? "TooLong"
        : IsHasty ? "Again"
        : Answers.Any(answer => !answer.IsBlank) || Words.Length > 0 || CallMe == CallWish.Yes || Helped is not null
            ? null
        : "Nothing";

    public int? In(FormPage page) =>
        Answers.FirstOrDefault(answer => page.FieldOf(page.Items[0]) == answer.Field)?.Value;

    public bool LosesNothing(IReadOnlyList<Answer> stored) =>
        Answers.All(answer => answer.Value is null || answer.StoredIn(stored) == answer.Value);

    public bool IsStoredIn(CheckIn checkIn, IReadOnlyList<Answer> stored) =>
        Fault is null
        && HasWordsIn(checkIn)
        && checkIn.CallMe == CallMe
        && Answers.All(answer => answer.StoredIn(stored) == answer.Value);
}
