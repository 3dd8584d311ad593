using CaregiverSignal.Signals;

namespace CaregiverSignal.FollowUp;

/// <summary>How a coordinator can begin a call, and what there is to offer; pure, over an open signal's findings.</summary>
/// <param name="Options">Two or three, in ladder order; one of a professional is always among them.</param>
public sealed record CallPlan(SignalKind Kind, IReadOnlyList<CallOption> Options)
{
    /// <summary>Who asks goes before everything; then what can be asked about most plainly goes before what only numbers show (our choice).</summary>
    private static readonly SignalKind[] Order =
    [
        SignalKind.Request, SignalKind.Event, SignalKind.Silence, SignalKind.Divergence, SignalKind.Item,
        SignalKind.Support, SignalKind.Level, SignalKind.Trend, SignalKind.Change,
    ];

    /// <summary>Our choice, along the ladder of domain.md row 70: own network, volunteers, general provisions, professional (P-19).</summary>
    /// <remarks>None gives the caregiver a task (P-07): it is the support point that asks, explains and arranges.</remarks>
    private static readonly Dictionary<SignalKind, CallOption[]> ByKind = new()
    {
        [SignalKind.Request] = [new("general", "help"), new("professional", "care")],
        [SignalKind.Event] = [new("network", "ask"), new("volunteer", "relief"), new("professional", "care")],
        [SignalKind.Silence] = [new("volunteer", "company"), new("professional", "health")],
        [SignalKind.Divergence] = [new("volunteer", "company"), new("general", "peers"), new("professional", "health")],
        [SignalKind.Item] = [new("general", "peers"), new("professional", "health")],
        [SignalKind.Support] = [new("network", "explain"), new("volunteer", "company"), new("professional", "relief")],
        [SignalKind.Level] = [new("network", "ask"), new("volunteer", "relief"), new("professional", "relief")],
        [SignalKind.Trend] = [new("network", "ask"), new("volunteer", "relief"), new("professional", "relief")],
        [SignalKind.Change] = [new("network", "ask"), new("general", "help"), new("professional", "care")],
    };

    /// <param name="respiteFailed">Respite was tried and did not work out: a volunteer who takes over is not offered again (C-11).</param>
    /// <returns>Null without findings. A request to be called comes first; then red before amber.</returns>
    public static CallPlan? Of(IEnumerable<(SignalKind Kind, Level Level)> findings, bool respiteFailed)
    {
        var all = findings.ToList();
        if (all.Count == 0) return null;
        var kind = all
            .OrderBy(one => one.Kind == SignalKind.Request ? 0 : 1)
            .ThenByDescending(one => one.Level)
            .ThenBy(one => Array.IndexOf(Order, one.Kind))
            .First().Kind;
        return new CallPlan(kind, [.. ByKind[kind].Where(option => !respiteFailed || option != new CallOption("volunteer", "relief"))]);
    }
}

/// <param name="Step">Of the ladder: <c>network</c>, <c>volunteer</c>, <c>general</c> or <c>professional</c>.</param>
public sealed record CallOption(string Step, string What);
