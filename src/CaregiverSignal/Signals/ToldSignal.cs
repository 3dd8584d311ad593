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
        Because.Sentence(Distinct(findings)));

    /// <summary>What several findings rest on is said once, and where it is said in most words.</summary>
    private static IEnumerable<string> Distinct(IEnumerable<Finding> findings)
    {
        var clauses = findings.SelectMany(it => it.Reason.TrimEnd('.').Split("; ").Select(AsClause)).Distinct().ToList();
        return clauses.Where(clause => !clauses.Exists(other => other.Length > clause.Length && other.StartsWith(clause, StringComparison.Ordinal)));
    }

    private static string AsClause(string sentence)
    {
        // A word in capitals stays as it is.
        var isWord = sentence.Length > 1 && !char.IsUpper(sentence[1]);
        return isWord ? char.ToLower(sentence[0], Texts.Dutch) + sentence[1..] : sentence;
    }
}
