namespace CaregiverSignal.Tests;

public static partial class Some
{
    /// <summary>A finding of a thing of that kind, as the judge stores it.</summary>
    public static Finding Finding(SignalKind kind, Urgency level, DateOnly day) =>
        kind switch
        {
            SignalKind.Level => new Finding("time", kind, level, day, 6, new Evidence(3)),
            SignalKind.Change => new Finding("rise", kind, level, day, 1, new Evidence(9, 4, day.AddMonths(-6))),
            SignalKind.Event => new Finding("event", kind, level, day, 1, new Evidence(What: EventKind.HelperLost)),
            SignalKind.Silence => new Finding(
                "silence",
                kind,
                level,
                day,
                1,
                new Evidence(Since: day.AddMonths(-2), Count: 2)
            ),
            SignalKind.Item => new Finding("going", kind, level, day, 1, new Evidence(1)),
            SignalKind.Support => new Finding(
                "less-support",
                kind,
                level,
                day,
                1,
                new Evidence(20, 32, day.AddMonths(-6))
            ),
            SignalKind.Request => new Finding("request", kind, level, day, 1, new Evidence()),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing has this kind now."),
        };

    /// <summary>The rules with other limits, each by its name.</summary>
    public static RuleSettings Rules(params (string Key, int Value)[] limits) =>
        limits.Aggregate(
            new RuleSettings(),
            (rules, pair) => rules.With(RuleSettings.Limits.Single(limit => limit.Key == pair.Key), pair.Value)
        );

    /// <summary>Ends what a test waits for, when the run is ended.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;
}
