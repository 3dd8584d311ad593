using System.Globalization;
using System.Text;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Answers.Form;

/// <summary>What comes beside the questions: own words, whether and when to phone, and whether help helps.</summary>
/// <param name="CallMe">Null when nothing was chosen.</param>
/// <param name="Helped">Null when it was not asked or not answered.</param>
/// <param name="WrittenDown">The line above words that the support point typed in before.</param>
public sealed record LastAnswers(string Words, CallWish? CallMe, CallTime When, HelpAnswer? Helped, string WrittenDown)
{
    /// <summary>The most characters of own words: our choice, about two pages of text.</summary>
    public const int Longest = 4000;

    public static LastAnswers None { get; } = new("", null, new CallTime(), null, "");

    /// <summary>Why the words cannot be stored; null where they can.</summary>
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
                $"{Words}\n\n{WrittenDown}\n{earlier}",
            _ => Words,
        };

    /// <summary>Whether a check-in has these words; none never differ.</summary>
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
}
