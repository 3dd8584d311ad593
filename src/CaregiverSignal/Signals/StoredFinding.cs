using System.Text.Json;

namespace CaregiverSignal.Signals;

/// <summary>A reason of a signal as it was when it was found.</summary>
public sealed record StoredFinding
{
    public long SignalId { get; init; }

    public string Kind { get; init; } = "";

    public string Level { get; init; } = "";

    public DateOnly RestsOn { get; init; }

    /// <summary>Empty for one of the rules before version 5.</summary>
    public string Thing { get; init; } = "";

    public int Points { get; init; }

    /// <summary>What its sentence says, as JSON.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The sentence of one of the rules before version 5; null for others.</summary>
    public string? ToldAs { get; init; }

    /// <summary>One Dutch sentence without names.</summary>
    public string Reason => ToldAs ?? Because.Of(Thing, RestsOn, JsonSerializer.Deserialize<Evidence>(Evidence)!);

    /// <summary>The same thing, bringing no nearer than it did; one of earlier rules stands for its whole kind.</summary>
    public bool Holds(Finding finding) => Thing.Length == 0 ? Kind == Kinds.Code(finding.Kind) : Thing == finding.Thing && Points >= finding.Points;

    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The version of the rule set it was found with.</summary>
    public string Rules { get; init; } = "";

    /// <summary>For <see cref="RuleSet.LimitsIn"/>; null when only the version was kept.</summary>
    public string? Limits { get; init; }
}
