namespace CaregiverSignal.Signals.Rules;

/// <summary>Several kinds of signal in one text, as the store and signals.csv have them.</summary>
public static class Kinds
{
    /// <summary>The codes of the kinds, joined by <c>;</c>.</summary>
    public static string Join(IEnumerable<SignalKind> kinds) => string.Join(';', kinds.Select(kind => kind.Code()));

    /// <summary>The same as signals.csv and open.csv have them, where a crisis is an event.</summary>
    public static string JoinInFile(IEnumerable<SignalKind> kinds) =>
        Join(kinds.Select(kind => kind == SignalKind.Crisis ? SignalKind.Event : kind).Distinct().Order());

    /// <summary>The kinds of some findings, and those beside them, each once and in order.</summary>
    public static IReadOnlyList<SignalKind> Of(IEnumerable<Finding> findings, IEnumerable<SignalKind>? beside = null) =>
        [.. findings.Select(finding => finding.Kind).Concat(beside ?? []).Distinct().Order()];

    /// <exception cref="FormatException">A code is unknown.</exception>
    public static IReadOnlyList<SignalKind> Split(string codes) =>
        [.. codes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Codes.Parse<SignalKind>)];
}
