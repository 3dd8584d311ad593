using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Puts reasons into words, from Reasons.resx.</summary>
public static class ReasonText
{
    private static readonly Texts Words = Texts.Of("Signals.Rules.Reasons");

    /// <summary>The reason that one warning sign gives, as a sentence of its own.</summary>
    /// <param name="sign">One of <see cref="WarningSigns.All"/>, or "silence" of an earlier rule set.</param>
    /// <param name="today">The day of reading: near days are written without their year. Null to write every
    /// year.</param>
    public static string Of(string sign, DateOnly day, Evidence evidence, DateOnly? today = null) =>
        Capital(Clause(sign, "", day, evidence, today));

    /// <summary>The same sentence below a heading with the day, which it leaves out.</summary>
    public static string Below(string sign, DateOnly day, Evidence evidence, DateOnly today) =>
        Capital(Clause(sign, ".Below", day, evidence, today));

    /// <summary>The answer in the question's own words; null for a number.</summary>
    public static string? Answer(string sign, int value) =>
        sign switch
        {
            "time" => Words["Time." + Number(value)],
            "going" => Words["Going." + Number(value)],
            _ => null,
        };

    /// <summary>The reasons of all warning signs in one sentence; empty for none.</summary>
    public static string Sentence(IEnumerable<Finding> findings) =>
        Capital(
            string.Join(
                "; ",
                findings.Select(finding => Clause(finding.WarningSign, "", finding.Day, finding.Evidence, null))
            )
        );

    /// <param name="form">The form of the sentence, added to its key; without such a text, the sentence itself.</param>
    private static string Clause(string sign, string form, DateOnly day, Evidence evidence, DateOnly? today)
    {
        var key =
            sign == "nobody-takes-over" && evidence.Count == NobodyTakesOver.Unwanted ? "nobody-takes-over.Unwanted"
            : sign == "crisis" && evidence.What is not null ? "event"
            : sign;
        return Words[
            Words.Has(key + form) ? key + form : key,
            ("day", Day(day, today)),
            ("value", Number(evidence.Value)),
            ("from", Number(evidence.From)),
            ("less", Number(evidence.From - evidence.Value)),
            ("since", evidence.Since is { } since ? Day(since, today) : ""),
            ("count", Number(evidence.Count)),
            ("time", sign == "time" ? Answer(sign, evidence.Value ?? 0) ?? "" : ""),
            ("going", sign == "going" ? Answer(sign, evidence.Value ?? 0) ?? "" : ""),
            ("what", evidence.What is { } what ? EventWords.Of(what) : "")
        ];
    }

    private static string Capital(string text) => text.Length == 0 ? "" : Texts.Capital(text) + ".";

    private static string Day(DateOnly day, DateOnly? today) => today is { } now ? Texts.Day(day, now) : Texts.Day(day);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
