using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>The words of the reasons, in Dutch, from Reasons.resx.</summary>
public static class Because
{
    /// <summary>Months in which a day needs no year: one less than a year, so that none can be meant twice.</summary>
    private const int WithoutYear = 11;

    private static readonly Texts Words = Texts.Of("Signals.Rules.Reasons");

    /// <summary>Why a warning sign is named, as a sentence of its own.</summary>
    /// <param name="sign">One of <see cref="WarningSigns.All"/>.</param>
    /// <param name="today">For who reads it on this day: what is not long ago is said without its year. Null: every day
    /// has its year.</param>
    public static string Of(string sign, DateOnly day, Evidence evidence, DateOnly? today = null) =>
        Capital(Clause(sign, day, evidence, today));

    /// <summary>Why somebody is told of, all warning signs in one sentence; empty for none.</summary>
    public static string Sentence(IEnumerable<Finding> findings) =>
        Capital(string.Join("; ", findings.Select(one => Clause(one.WarningSign, one.Day, one.Evidence, null))));

    private static string Clause(string sign, DateOnly day, Evidence evidence, DateOnly? today) =>
        Words[
            sign,
            ("day", Day(day, today)),
            ("value", Number(evidence.Value)),
            ("from", Number(evidence.From)),
            ("less", Number(evidence.From - evidence.Value)),
            ("since", evidence.Since is { } since ? Day(since, today) : ""),
            ("count", Number(evidence.Count)),
            ("time", sign == "time" ? Words["Time." + Number(evidence.Value)] : ""),
            ("going", sign == "going" ? Words["Going." + Number(evidence.Value)] : ""),
            ("what", evidence.What is { } what ? EventWords.Of(what) : "")
        ];

    private static string Capital(string text) =>
        text.Length == 0 ? "" : char.ToUpper(text[0], Texts.Dutch) + text[1..] + ".";

    private static string Day(DateOnly day, DateOnly? today) =>
        today is { } now && day > now.AddMonths(-WithoutYear) && day <= now ? Texts.DayAndMonth(day) : Texts.Day(day);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
