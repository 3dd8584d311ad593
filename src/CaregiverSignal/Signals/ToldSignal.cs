namespace CaregiverSignal.Signals;

/// <summary>Something that would have been told on a day: what the rules found then.</summary>
/// <param name="Kinds">Those of the day's findings, in the order of <see cref="SignalKind"/>.</param>
/// <param name="Reason">Dutch, without names; the sentences of the findings, the strongest first.</param>
public sealed record ToldSignal(DateOnly Day, Level Level, IReadOnlyList<SignalKind> Kinds, string Reason)
{
    public static ToldSignal Of(DateOnly day, IReadOnlyList<Finding> findings) => new(
        day,
        findings.Max(it => it.Level),
        [.. findings.Select(it => it.Kind).Distinct().Order()],
        string.Join(' ', findings.Select(it => it.Reason)));
}
