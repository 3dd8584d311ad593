using CaregiverSignal.Answers;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case;

/// <summary>How a coordinator can begin a call and what to offer; pure, over an open signal's findings.</summary>
/// <param name="Options">Two or three, in ladder order; at least one is professional help.</param>
public sealed record CallPlan(SignalKind Kind, IReadOnlyList<CallOption> Options)
{
    /// <summary>
    /// A request to be called comes first; then what is easiest to ask about comes before what only numbers show (our
    /// choice).
    /// </summary>
    private static readonly SignalKind[] Order =
    [
        SignalKind.Request,
        SignalKind.Event,
        SignalKind.Silence,
        SignalKind.Divergence,
        SignalKind.Item,
        SignalKind.Support,
        SignalKind.Level,
        SignalKind.Trend,
        SignalKind.Change,
    ];

    private const int MostOptions = 3;

    private static readonly string[] Ladder = ["network", "volunteer", "general", "professional"];

    private static readonly CallOption AskNetwork = new("network", "ask");

    private static readonly CallOption Relief = new("volunteer", "relief");

    private static readonly CallOption CareThatTakesOver = new("professional", "relief");

    /// <summary>
    /// Our choice, along the ladder of domain.md row 70: own network, volunteers, general provisions, professional
    /// (P-19).
    /// </summary>
    /// <remarks>None gives the caregiver a task (P-07): the support point asks, explains and arranges.</remarks>
    private static readonly Dictionary<SignalKind, CallOption[]> ByKind = new()
    {
        [SignalKind.Request] = [new("general", "help"), new("professional", "care")],
        [SignalKind.Event] = [AskNetwork, new("volunteer", "relief"), new("professional", "care")],
        [SignalKind.Silence] = [new("volunteer", "company"), new("professional", "health")],
        [SignalKind.Divergence] = [new("volunteer", "company"), new("general", "peers"), new("professional", "health")],
        [SignalKind.Item] = [new("general", "peers"), new("professional", "health")],
        [SignalKind.Support] = [new("network", "explain"), new("volunteer", "company"), new("professional", "relief")],
        [SignalKind.Level] = [AskNetwork, new("volunteer", "relief"), new("professional", "relief")],
        [SignalKind.Trend] = [AskNetwork, new("volunteer", "relief"), new("professional", "relief")],
        [SignalKind.Change] = [AskNetwork, new("general", "help"), new("professional", "care")],
    };

    /// <summary>
    /// What fits a wish, in ladder order; at most two steps, so that there is room for the kind's own professional
    /// help.
    /// </summary>
    private static readonly Dictionary<HelpWish, CallOption[]> ByWish = new()
    {
        [HelpWish.Talk] = [new("volunteer", "company")],
        [HelpWish.Respite] = [Relief, new("professional", "relief")],
        [HelpWish.Practical] = [new("general", "help"), new("professional", "home")],
        [HelpWish.Information] = [new("general", "information")],
        [HelpWish.Peers] = [new("general", "peers")],
        [HelpWish.Nothing] = [],
    };

    /// <summary>Which option a form of help is, by its key.</summary>
    private static readonly Dictionary<string, CallOption> ByHelp = new()
    {
        ["own-network"] = AskNetwork,
        ["inform-the-network"] = new("network", "explain"),
        ["volunteer-at-home"] = Relief,
        ["buddy"] = new("volunteer", "company"),
        ["peer-group"] = new("general", "peers"),
    };

    /// <param name="respiteFailed">
    /// Respite was tried and did not work out: a volunteer who takes over is not offered again (C-11), unless
    /// <paramref name="help"/> says that it was other respite.
    /// </param>
    /// <param name="wish">
    /// What the caregiver said would help; null when not known. It orders the options, never the findings.
    /// </param>
    /// <param name="respiteRuns">
    /// Respite is in place: care that takes over is not offered as new, but reviewed together.
    /// </param>
    /// <param name="caresForMore">
    /// They care in several situations: it comes down to them already, so the family is not offered (C-06).
    /// </param>
    /// <param name="help">All help that was proposed or arranged: none of it is offered again in the same form.</param>
    /// <returns>Null without findings; by that of <see cref="FirstOf"/>.</returns>
    public static CallPlan? Of(
        IEnumerable<(SignalKind Kind, Urgency Urgency)> findings,
        bool respiteFailed,
        HelpWish? wish = null,
        bool respiteRuns = false,
        bool caresForMore = false,
        IReadOnlyList<ArrangedHelp>? help = null
    )
    {
        var known = help ?? [];
        var without = known.Select(one => ByHelp.GetValueOrDefault(one.KindCode)).OfType<CallOption>().ToHashSet();
        if (respiteFailed && !known.Any(IsFailedRespite))
            without.Add(Relief);
        if (known.Any(one => one.Reason == HelpReason.RefusesStrangers))
            without.Add(Relief);
        if (FirstOf(findings) is not { } kind)
            return null;
        return new CallPlan(
            kind,
            OptionsOf(
                [.. ByKind[kind].Where(option => !caresForMore || option != AskNetwork)],
                wish is { } wanted ? ByWish[wanted] : [],
                without,
                respiteRuns
            )
        );
    }

    /// <returns>Null without findings. A request to be called comes first; then red before amber.</returns>
    public static SignalKind? FirstOf(IEnumerable<(SignalKind Kind, Urgency Urgency)> findings) =>
        findings
            .OrderBy(one => one.Kind == SignalKind.Request ? 0 : 1)
            .ThenByDescending(one => one.Urgency)
            .ThenBy(one => Array.IndexOf(Order, one.Kind))
            .Select(one => (SignalKind?)one.Kind)
            .FirstOrDefault();

    private static bool IsFailedRespite(ArrangedHelp help) =>
        help.Step == HelpStep.Failed && help.Kind.Group == HelpGroup.Respite;

    /// <summary>
    /// The options that fit the wish, the kind's own professional help, and then the kind's other options as far as
    /// there is room; within a step those that fit the wish come first.
    /// </summary>
    private static List<CallOption> OptionsOf(
        CallOption[] usual,
        CallOption[] fitting,
        HashSet<CallOption> without,
        bool respiteRuns
    ) =>
        [
            .. fitting
                .Concat(usual.Where(option => option.Step == "professional"))
                .Concat(usual)
                .Where(option => !without.Contains(option))
                .Distinct()
                .Take(MostOptions)
                .Select(option =>
                    (respiteRuns && option == CareThatTakesOver ? option with { What = "respite" } : option) with
                    {
                        Fits = fitting.Contains(option),
                    }
                )
                .OrderBy(option => Array.IndexOf(Ladder, option.Step))
                .ThenBy(option => option.Fits ? 0 : 1),
        ];
}

/// <param name="Step">Of the ladder: <c>network</c>, <c>volunteer</c>, <c>general</c> or <c>professional</c>.</param>
/// <param name="Fits">The caregiver said that this kind of help would help.</param>
public sealed record CallOption(string Step, string What, bool Fits = false);
