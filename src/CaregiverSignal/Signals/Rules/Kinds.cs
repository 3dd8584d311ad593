namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// The codes of kinds and levels in the store and in files; they stay the same when a name in the code changes.
/// </summary>
public static class Kinds
{
    private static readonly Dictionary<SignalKind, string> KindCodes = new()
    {
        [SignalKind.Level] = "level",
        [SignalKind.Change] = "change",
        [SignalKind.Trend] = "trend",
        [SignalKind.Divergence] = "divergence",
        [SignalKind.Event] = "event",
        [SignalKind.Silence] = "silence",
        [SignalKind.Request] = "request",
        [SignalKind.Item] = "item",
        [SignalKind.Support] = "support",
    };

    private static readonly Dictionary<Level, string> LevelCodes = new()
    {
        [Level.Red] = "red",
        [Level.Amber] = "amber",
    };

    public static string Code(SignalKind kind) => KindCodes[kind];

    public static string Code(Level level) => LevelCodes[level];

    /// <exception cref="InvalidOperationException">The code is unknown.</exception>
    public static SignalKind KindOf(string code) => KindCodes.Single(pair => pair.Value == code).Key;

    /// <exception cref="InvalidOperationException">The code is unknown.</exception>
    public static Level LevelOf(string code) => LevelCodes.Single(pair => pair.Value == code).Key;

    /// <summary>Several kinds in one text, joined by <c>;</c> as in signals.csv.</summary>
    public static string Join(IEnumerable<SignalKind> kinds) => string.Join(';', kinds.Select(Code));

    /// <exception cref="InvalidOperationException">A code is unknown.</exception>
    public static IReadOnlyList<SignalKind> Split(string codes) =>
        [.. codes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(KindOf)];
}
