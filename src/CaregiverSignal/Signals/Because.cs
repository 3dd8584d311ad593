using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals;

/// <summary>The words of the reasons, in Dutch, from Reasons.resx.</summary>
public static class Because
{
    private static readonly Texts Words = Texts.Of("Signals.Reasons");

    /// <summary>Why a thing is named, as a sentence of its own.</summary>
    /// <param name="thing">One of <see cref="Things.All"/>.</param>
    public static string Of(string thing, DateOnly day, Evidence evidence) => Clause(thing, day, evidence) is var clause
        ? char.ToUpper(clause[0], Texts.Dutch) + clause[1..] + "."
        : "";

    /// <summary>Why somebody is told of, all things in one sentence.</summary>
    public static string Sentence(IEnumerable<Finding> findings) => string.Join(' ', findings.Select(one => one.Reason));

    private static string Clause(string thing, DateOnly day, Evidence evidence) => Words[
        thing,
        ("day", Texts.Day(day)),
        ("value", Number(evidence.Value)),
        ("from", Number(evidence.From)),
        ("since", evidence.Since is { } since ? Texts.Day(since) : ""),
        ("count", Number(evidence.Count)),
        ("time", thing == "time" ? Words["Time." + Number(evidence.Value)] : ""),
        ("going", thing == "going" ? Words["Going." + Number(evidence.Value)] : ""),
        ("what", evidence.What is { } what ? EventWords.Of(what) : "")];

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
