using System.Text.Json;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>A reason of a signal as it was when it was found.</summary>
public sealed record StoredFinding
{
    /// <summary>
    /// The kind, and the warning sign: a crisis, or respite that failed, is the heavy event of its day.
    /// </summary>
    private const string Event = "event";

    public long SignalId { get; init; }

    public string Kind { get; init; } = "";

    public string Level { get; init; } = "";

    public DateOnly RestsOn { get; init; }

    /// <summary>Empty for one of the rules before version 5.</summary>
    public string WarningSign { get; init; } = "";

    /// <summary>How much nearer it brought; 0 for what was only heard.</summary>
    public int Points { get; init; }

    /// <summary>What its sentence says, as JSON.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The sentence of one of the rules before version 5; null for others.</summary>
    public string? ToldAs { get; init; }

    /// <summary>One Dutch sentence without names.</summary>
    public string Reason => ReasonOn(null);

    /// <summary>The same for who reads it on a day: days of the last months need no year.</summary>
    public string ReasonOn(DateOnly? today) =>
        ToldAs ?? Because.Of(WarningSign, RestsOn, JsonSerializer.Deserialize<Evidence>(Evidence)!, today);

    /// <summary>
    /// It says as much already: the same answer once more is no news, another event is; one of earlier rules stands for
    /// its whole kind.
    /// </summary>
    public bool Holds(Finding finding) =>
        IsOf(finding)
        || (
            WarningSign.Length == 0
                ? Kind == Kinds.Code(finding.Kind)
                : WarningSign == finding.WarningSign
                    && Points >= finding.Points
                    && finding.Kind is not (SignalKind.Event or SignalKind.Request)
        );

    /// <summary>
    /// The very same, or by earlier rules something of its kind that rests on nothing older. An event of a day is one,
    /// whether it was heard or counts.
    /// </summary>
    public bool IsOf(Finding finding) =>
        WarningSign.Length == 0
            ? Kind == Kinds.Code(finding.Kind) && RestsOn >= finding.Day
            : RestsOn == finding.Day
                && (WarningSign == finding.WarningSign || (Kind == Event && finding.Kind == SignalKind.Event));

    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The version of the rule set it was found with.</summary>
    public string Rules { get; init; } = "";

    /// <summary>For <see cref="RuleSet.LimitsIn"/>; null when only the version was kept.</summary>
    public string? Limits { get; init; }

    /// <summary>
    /// The newest of each warning sign, what weighs most first: one sentence says a warning sign. Those of earlier
    /// rules stand only for kinds of which nothing newer is known.
    /// </summary>
    /// <param name="findings">Newest first.</param>
    public static IReadOnlyList<StoredFinding> NewestOfEach(IReadOnlyList<StoredFinding> findings)
    {
        var kinds = findings
            .Where(one => one.WarningSign.Length > 0)
            .Select(one => one.Kind)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. findings
                .Where(one => one.WarningSign.Length > 0 || !kinds.Contains(one.Kind))
                .Where(one =>
                    one.WarningSign != Event
                    || !findings.Any(other =>
                        other.Kind == Event && other.WarningSign != Event && other.RestsOn == one.RestsOn
                    )
                )
                .GroupBy(one => (one.WarningSign, one.WarningSign.Length > 0 ? "" : one.Kind))
                .Select(sign => sign.First())
                .OrderBy(one => one.Level == "red" ? 0 : 1)
                .ThenByDescending(one => one.Points),
        ];
    }

    /// <summary>
    /// It was found after a talk, and no answer or event of before it was found again at another level.
    /// </summary>
    /// <param name="findings">All of the signal.</param>
    public bool IsNewsSince(DateTimeOffset? talk, IEnumerable<StoredFinding> findings) =>
        FoundAt > talk
        && !findings.Any(one =>
            one.FoundAt <= talk && (one.WarningSign, one.Kind, one.RestsOn) == (WarningSign, Kind, RestsOn)
        );
}
