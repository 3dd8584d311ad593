namespace CaregiverSignal.Signals;

/// <summary>Something that would have been told on a day: what the rules found then.</summary>
/// <param name="Kinds">Those of the day's findings, in the order of <see cref="SignalKind"/>.</param>
/// <param name="Reason">One Dutch sentence without names: the reasons of the findings, the strongest first.</param>
public sealed record ToldSignal(DateOnly Day, Level Level, IReadOnlyList<SignalKind> Kinds, string Reason)
{
    public static ToldSignal Of(DateOnly day, IReadOnlyList<Finding> findings) => new(
        day,
        findings.Max(it => it.Level),
        [.. findings.Select(it => it.Kind).Distinct().Order()],
        string.Join("; ", findings.Select((it, place) => Clause(it.Reason, place == 0))) + ".");

    private static string Clause(string sentence, bool isFirst)
    {
        var text = sentence.TrimEnd('.');
        // A word in capitals stays as it is.
        var isWord = text.Length > 1 && !char.IsUpper(text[1]);
        return isFirst || !isWord ? text : char.ToLower(text[0], Texts.Dutch) + text[1..];
    }
}
